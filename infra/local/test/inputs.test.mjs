import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { removeOrphans } from '../build.mjs';
import { hashInputs, openRecord } from '../inputs.mjs';

const root = mkdtempSync(join(tmpdir(), 'vatra-inputs-'));
after(() => rmSync(root, { recursive: true }));

/** @param {string} name @param {string} [content] */
function write(name, content = name) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
}

const hash = () => hashInputs(root, ['src', 'package.json']);

beforeEach(() => {
  rmSync(root, { recursive: true });
  for (const name of ['src/a.ts', 'src/deep/b.ts', 'package.json']) write(name);
});

describe('the hash of inputs', () => {
  it('does not care about time, build output or installed libraries', () => {
    const before = hash();
    utimesSync(join(root, 'src/a.ts'), new Date(0), new Date(0));
    write('src/dist/a.js');
    write('src/node_modules/x/index.js');
    assert.equal(hash(), before);
  });

  it('changes with content, with a name, with a new or lost file, with a fact', () => {
    const seen = new Set([hash()]);
    const see = () => assert.equal(seen.size, seen.add(hash()).size - 1);
    write('src/a.ts', 'other');
    see();
    renameSync(join(root, 'src/a.ts'), join(root, 'src/c.ts'));
    see();
    write('src/deep/d.ts');
    see();
    rmSync(join(root, 'package.json'));
    see();
    assert.ok(!seen.has(hashInputs(root, ['src', 'package.json'], { facts: ['v20'] })));
  });

  it('tells two files from one with the content of both', () => {
    write('src/a.ts', 'xy');
    const one = hash();
    write('src/a.ts', 'x');
    write('src/b.ts', 'y');
    assert.notEqual(hash(), one);
  });

  it('leaves out what the result does not depend on', () => {
    const leaveOut = /\.spec\.ts$/;
    const before = hashInputs(root, ['src'], { leaveOut });
    write('src/a.spec.ts');
    assert.equal(hashInputs(root, ['src'], { leaveOut }), before);
  });
});

describe('the record of what was built', () => {
  it('outlives the process, forgets on request, and does not trust a broken file', () => {
    const file = join(root, 'record.json');
    openRecord(file).remember('web', 'h1');
    const again = openRecord(file);
    assert.ok(again.isCurrent('web', 'h1'));
    assert.ok(!again.isCurrent('web', 'h2'));
    again.remember('web', undefined);
    assert.ok(!openRecord(file).isCurrent('web', 'h1'));
    writeFileSync(file, '{');
    assert.ok(!openRecord(file).isCurrent('web', 'h1'));
  });
});

describe('output without a source', () => {
  it('is removed, since a deleted migration would still run', () => {
    for (const name of [
      'a.js',
      'a.d.ts',
      'a.js.map',
      'gone.js',
      'gone.d.ts',
      'deep/b.js',
      '.tsbuildinfo',
      '.test-types/z.d.ts',
    ]) {
      write(`out/${name}`);
    }
    const removed = removeOrphans(join(root, 'src'), join(root, 'out'));
    assert.equal(removed.length, 2);
    assert.ok(!existsSync(join(root, 'out/gone.js')));
    assert.ok(existsSync(join(root, 'out/deep/b.js')));
    assert.ok(existsSync(join(root, 'out/.test-types/z.d.ts')));
  });
});
