import { beforeAll, describe, expect, it } from '@jest/globals';
import { HTTP_CODES, VALIDATION_CODES } from '../src/http/http.codes.js';
import { PROJECT_CHECK_CODES } from '../src/projects/projects.codes.js';
import { modulesEnding } from './support/modules.js';
import { wordsOfTests } from './support/tests-of-the-api.js';

/** How the api answers a refusal of a feature. */
const REASONS = ['invalid', 'unproven', 'forbidden', 'missing', 'conflict'];
/** Two folders whose word is not their own name. */
const PREFIXES: Readonly<Record<string, string>> = { states: 'state' };

/** Another guard stands before these, or nothing that exists today leads to them: no programme, no page. */
const OUT_OF_REACH = [
  'contributions.nothing-left',
  'disbursements.not-a-local-authority',
  'disbursements.payee-missing',
  'projects.lead-not-an-authority',
  'projects.partner-share-too-low',
];

interface CodeTable {
  readonly folder: string;
  readonly table: Readonly<Record<string, unknown>>;
}

let tables: CodeTable[] = [];

beforeAll(async () => {
  const modules = await modulesEnding('.codes.ts');
  tables = modules.flatMap(({ file, exports }) =>
    Object.values(exports)
      .filter((table) => !Array.isArray(table))
      .map((table) => ({ folder: file.split('/')[0] ?? '', table: table as CodeTable['table'] })),
  );
});

const codes = () => tables.flatMap(({ table }) => Object.keys(table));

describe('the codes of refusals', () => {
  it('are found', () => {
    expect(tables.length).toBeGreaterThanOrEqual(15);
    expect(codes().length).toBeGreaterThan(150);
  });

  it('begin with the feature they come from', () => {
    const strange = tables.flatMap(({ folder, table }) =>
      Object.keys(table).filter((code) => code.split('.')[0] !== (PREFIXES[folder] ?? folder)),
    );
    expect(strange).toEqual([]);
  });

  it('are two words in lower case, as the catalogues key them', () => {
    const shape = /^[a-z]+\.[a-z]+(-[a-z]+)*$/;
    expect(codes().filter((code) => !shape.test(code))).toEqual([]);
    expect(VALIDATION_CODES.filter((code) => !/^v\.[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  it('are never used twice', () => {
    const all = [...codes(), ...VALIDATION_CODES];
    expect(all.filter((code, place) => all.indexOf(code) !== place)).toEqual([]);
  });

  it('say how the api answers: by a reason, a status or the rule that is broken', () => {
    const wrong = tables.flatMap(({ table }) =>
      Object.entries(table)
        .filter(([, value]) => {
          if (table === HTTP_CODES) return !(Number(value) >= 400 && Number(value) < 600);
          if (table === PROJECT_CHECK_CODES) return !/^R\d{1,3}$/.test(String(value));
          return !REASONS.includes(String(value));
        })
        .map(([code]) => code),
    );
    expect(wrong).toEqual([]);
  });

  it('ruling 41: a key that is missing, in flight or used for another body', () => {
    expect(HTTP_CODES['http.idempotency-key-missing']).toBe(400);
    expect(HTTP_CODES['http.idempotency-in-flight']).toBe(409);
    expect(HTTP_CODES['http.idempotency-answer-lost']).toBe(409);
    expect(HTTP_CODES['http.idempotency-key-reused']).toBe(422);
  });

  it('are each expected by a test', () => {
    const tests = wordsOfTests();
    const unproved = codes().filter((code) => !tests.has(code) && !OUT_OF_REACH.includes(code));
    expect(unproved).toEqual([]);
    expect(OUT_OF_REACH.filter((code) => tests.has(code))).toEqual([]);
  });
});
