import { beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { VALIDATION_CODES } from '../src/http/http.codes.js';
import { modulesEnding } from './support/modules.js';
import { wrongIn, wrongInJson, type DtoClass } from './support/reading.js';

/** Every form of shared, whichever feature it belongs to: a new one is held to the same. */
let forms: DtoClass[] = [];

beforeAll(async () => {
  const modules = await modulesEnding('.dto.ts');
  const classes = modules.flatMap(({ exports }) => Object.values(exports)).filter(isForm);
  forms = [...new Set(classes)];
});

interface Rule {
  readonly propertyName: string;
  readonly name?: string;
  readonly type: string;
  readonly each: boolean;
  readonly message?: unknown;
}

function rulesOf(form: DtoClass): Rule[] {
  return getMetadataStorage().getTargetValidationMetadatas(form, '', false, false);
}

function isForm(value: unknown): value is DtoClass {
  return typeof value === 'function' && rulesOf(value as DtoClass).length > 0;
}

function fieldsOf(form: DtoClass): string[] {
  return [...new Set(rulesOf(form).map(({ propertyName }) => propertyName))];
}

const rulesFor = (form: DtoClass, field: string) =>
  rulesOf(form).filter(({ propertyName }) => propertyName === field);
const hasRule = (rules: readonly Rule[], name: string) => rules.some((rule) => rule.name === name);

/** "Form.field" of every field for which the question is answered with yes. */
async function fieldsWhere(
  isSo: (form: DtoClass, field: string) => boolean | Promise<boolean>,
): Promise<string[]> {
  const found: string[] = [];
  for (const form of forms) {
    for (const field of fieldsOf(form)) {
      if (await isSo(form, field)) found.push(`${form.name}.${field}`);
    }
  }
  return found;
}

/** Values no field of any form takes, whatever it is for. */
const POISON: readonly [string, unknown][] = [
  ['a NUL', 'ana\u0000'],
  ['an escape', '\u001b[31mana'],
  ['half a surrogate pair', 'ana\ud83d'],
  ['an override of direction', 'ana\u202egnp'],
  ['an isolate of direction', 'ana\u2066x'],
  ['words that are not composed', 'Corne\u0219ti'.normalize('NFD')],
  ['blanks', '   '],
  ['a very long text', 'x'.repeat(10_001)],
  ['a fraction', 0.5],
  ['minus one', -1],
  ['minus zero', -0],
  ['a number JSON cannot keep', Number('9007199254740993')],
  ['1e21', 1e21],
  ['infinity', Number.POSITIVE_INFINITY],
  ['not a number', Number.NaN],
  ['a list in a list', [[]]],
  ['a list of nothing', [null]],
  ['a list of poison', ['ana\u0000']],
  ['an operator', { $ne: '' }],
  ['an object with a length', { length: 3, 0: 'a' }],
];

describe('every form', () => {
  it('is found', () => {
    expect(forms.length).toBeGreaterThan(60);
  });

  it.each(POISON)('refuses %s in every field', async (_, value) => {
    const taken = await fieldsWhere(async (form, field) => {
      const complaints = await wrongIn(form, { [field]: value });
      return !complaints.some((complaint) => complaint.startsWith(`/${field}`));
    });
    expect(taken).toEqual([]);
  });

  it.each([
    'isAdmin',
    'tenantId',
    'deletedAt',
    'verifiedAt',
    'amountReceived',
    'recordedAt',
    'actorId',
  ])('refuses the key %s instead of dropping it', async (key) => {
    for (const form of forms) {
      expect([form.name, await wrongIn(form, { [key]: 1 })]).toEqual([
        form.name,
        expect.arrayContaining([`/${key} v.unknown`]),
      ]);
    }
  });

  it('lets no form be filled through a prototype', async () => {
    for (const form of forms) {
      await wrongInJson(form, '{"__proto__":{"polluted":1},"constructor":{"polluted":1}}');
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('holds each field to a rule besides being optional', async () => {
    const bare = await fieldsWhere((form, field) =>
      rulesFor(form, field).every(({ type }) => type === 'conditionalValidation'),
    );
    expect(bare).toEqual([]);
  });

  it('bounds every list', async () => {
    const unbounded = await fieldsWhere((form, field) => {
      const rules = rulesFor(form, field);
      return hasRule(rules, 'isArray') && !hasRule(rules, 'arrayMaxSize');
    });
    expect(unbounded).toEqual([]);
  });

  it('asks for a list wherever it looks at each item', async () => {
    const loose = await fieldsWhere((form, field) => {
      const rules = rulesFor(form, field);
      return rules.some(({ each }) => each) && !hasRule(rules, 'isArray');
    });
    expect(loose).toEqual([]);
  });

  it('answers in words of the catalogues', async () => {
    const words: readonly unknown[] = VALIDATION_CODES;
    const wordless = await fieldsWhere((form, field) =>
      rulesFor(form, field).some(
        ({ type, message }) => type === 'customValidation' && !words.includes(message),
      ),
    );
    expect(wordless).toEqual([]);
  });
});
