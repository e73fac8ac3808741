// A rule nobody has seen fail proves nothing: each rule of the structure is broken once, on purpose.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CommandFailed, runNode } from './command.mjs';
import { inRoot } from './paths.mjs';

/** @type {{ default: { forbidden: Array<{ name: string, from: { path?: unknown } }> } }} */
const { default: configuration } = await import(
  pathToFileURL(inRoot('.dependency-cruiser.mjs')).href
);

/** Each planted import: the file that sins, what it imports, and the rule that must notice. */
const SINS = [
  ['no-file-circles', 'shared/src/a.ts', './b.js'],
  [
    'feature-has-one-door',
    'api/src/features/matching/matching.service.ts',
    '../campaigns/campaign.presenter.js',
  ],
  [
    'platform-knows-no-feature',
    'api/src/platform/mail/mail.ts',
    '../../features/ledger/ledger.service.js',
  ],
  ['controller-is-thin', 'api/src/features/ledger/ledger.controller.ts', './ledger.repository.js'],
  ['only-the-store-knows-typeorm', 'api/src/features/ledger/ledger.service.ts', 'typeorm'],
  [
    'only-repositories-run-sql',
    'api/src/features/places/places.service.ts',
    '../../platform/database/manager.js',
  ],
  ['only-the-gateway-knows-stripe', 'api/src/features/payments/payments.service.ts', 'stripe'],
  ['only-the-queue-knows-bullmq', 'api/src/features/voice/voice.service.ts', 'bullmq'],
  ['rules-are-pure', 'api/src/features/voice/voice.policy.ts', '@nestjs/common'],
  ['migrations-stand-alone', 'api/src/migrations/1-first.ts', '../platform/mail/mail.js'],
  ['shared-stands-alone', 'shared/src/c.ts', 'stripe'],
  ['sides-meet-in-shared', 'web/src/pages/home.ts', '../../../api/src/platform/mail/mail.js'],
  ['journeys-see-no-insides', 'e2e/journeys/one.journey.ts', '../../api/src/platform/mail/mail.js'],
  [
    'emulator-and-product-are-strangers',
    'infra/stripe-emulator/src/main.ts',
    '../../../shared/src/c.js',
  ],
  ['seed-uses-http-only', 'infra/seed/src/main.ts', 'pg'],
  ['web-features-meet-in-pages', 'web/src/features/gifts/gift.ts', '../ballots/ballot.js'],
  ['ui-knows-no-business', 'web/src/ui/button.ts', '../features/ballots/ballot.js'],
  ['form-rules-are-lazy', 'web/src/features/ballots/ballot.ts', 'class-validator'],
  ['tests-are-leaves', 'api/src/features/voice/voice.module.ts', './voice.service.spec.js'],
  ['no-orphans', 'api/src/features/voice/forgotten.ts', ''],
  ['declared-and-for-production', 'api/src/features/files/files.service.ts', 'fast-check'],
];

/** What the sins point at and nobody else makes. */
const INNOCENT = [
  'api/src/features/campaigns/campaign.presenter.ts',
  'api/src/features/ledger/ledger.repository.ts',
  'api/src/platform/database/manager.ts',
  'api/src/features/voice/voice.service.spec.ts',
];

const LIBRARIES = [
  'typeorm',
  'stripe',
  'bullmq',
  '@nestjs/common',
  'pg',
  'class-validator',
  'fast-check',
];

const EXPORT = 'export const it = 1;';
const TYPESCRIPT_SETTINGS =
  '{ "compilerOptions": { "module": "preserve", "moduleResolution": "bundler" } }';

const rules = configuration.forbidden.map(({ name }) => name);

/** The layers as the configuration itself names them: every one but the highest looks up once. */
function layerSins() {
  const layers = configuration.forbidden.filter(({ name }) => name.endsWith('-looks-down'));
  const first = (/** @type {any} */ rule) => /\(([^|)]+)/.exec(String(rule.from.path))?.[1] ?? '';
  return layers.slice(0, -1).map((rule, index) => {
    const [low, high] = [first(rule), first(layers[index + 1])];
    return [
      rule.name,
      `api/src/features/${low}/upward-${index}.ts`,
      `../${high}/${high}.module.js`,
    ];
  });
}

/** @param {string} root @param {string} name @param {string} content */
function write(root, name, content) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
}

/** @param {string} root */
function plantLibraries(root) {
  const production = LIBRARIES.filter((name) => name !== 'fast-check');
  const manifest = {
    type: 'module',
    dependencies: Object.fromEntries(production.map((name) => [name, '1.0.0'])),
    devDependencies: { 'fast-check': '1.0.0' },
  };
  for (const folder of ['.', 'api', 'web', 'shared', 'infra', 'e2e', 'infra/stripe-emulator']) {
    write(root, join(folder, 'package.json'), JSON.stringify(manifest));
  }
  for (const name of LIBRARIES) {
    write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(root, `node_modules/${name}/index.js`, 'export const it = 1;');
  }
  symlinkSync(inRoot('node_modules/typescript'), join(root, 'node_modules/typescript'));
  write(root, 'tsconfig.depcruise.json', TYPESCRIPT_SETTINGS);
}

/** @param {string} root @param {string[][]} sins */
function plantSources(root, sins) {
  const importing = (/** @type {string | undefined} */ target) =>
    target ? `import { it as other } from '${target}';\nexport const it = other;` : EXPORT;
  for (const name of INNOCENT) write(root, name, EXPORT);
  for (const [, , target = ''] of layerSins()) {
    const module = target.slice('../'.length).replace('.js', '.ts');
    write(root, `api/src/features/${module}`, EXPORT);
  }
  write(root, 'shared/src/b.ts', importing('./a.js'));
  for (const [, file = '', target] of sins) write(root, file, importing(target));
}

/** @param {string} root @returns {Promise<Array<{ rule: { name: string }, from: string }>>} */
async function cruise(root) {
  const program = inRoot('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = inRoot('.dependency-cruiser.mjs');
  const folders = ['api', 'shared', 'web', 'infra', 'e2e'];
  const args = ['--config', config, '--output-type', 'json', ...folders];
  try {
    return JSON.parse(await runNode(program, args, { cwd: root })).summary.violations;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return JSON.parse(error.output.slice(error.output.indexOf('{'))).summary.violations;
  }
}

describe('the structure', async () => {
  const root = mkdtempSync(join(tmpdir(), 'vatra-structure-'));
  after(() => rmSync(root, { recursive: true }));
  const sins = [...SINS, ...layerSins()];
  plantLibraries(root);
  plantSources(root, sins);
  const violations = await cruise(root);

  for (const [rule, file] of sins) {
    it(`notices ${rule} in ${file}`, () => {
      assert.ok(
        violations.some((violation) => violation.rule.name === rule && violation.from === file),
        JSON.stringify(violations.filter(({ from }) => from === file)),
      );
    });
  }

  it('has no rule that was not broken here, but for the highest layer, above which there is nothing', () => {
    const broken = new Set(sins.map(([name]) => name));
    const never = rules.filter((name) => !broken.has(name) && name !== 'notifications-looks-down');
    assert.deepEqual(never, []);
  });
});
