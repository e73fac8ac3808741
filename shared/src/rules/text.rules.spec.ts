import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wrongIn } from '../../test/support/reading.js';
import { DayDate, Email, Iban, Id, Instant, Line, Text, isUuid } from './text.rules.js';

class Form {
  @Text({ min: 2, max: 10 })
  text?: unknown;

  @Line({ min: 2, max: 10 })
  line?: unknown;

  @Email()
  email?: unknown;

  @Id()
  id?: unknown;

  @DayDate()
  day?: unknown;

  @Instant()
  instant?: unknown;

  @Iban()
  iban?: unknown;
}

const RIGHT = {
  text: 'Apă\ncurată',
  line: 'Apă curată',
  email: 'ana@example.org',
  id: '0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b',
  day: '2028-02-29',
  instant: '2026-11-22T10:00:00Z',
  iban: 'MD24AG000225100013104168',
};

/** The complaints about one field when the others are right. */
const wrong = (changes: Partial<Record<keyof typeof RIGHT, unknown>>) =>
  wrongIn(Form, { ...RIGHT, ...changes });
const never = (code: number) => String.fromCodePoint(code);

it('the form is right', async () => {
  expect(await wrong({})).toEqual([]);
});

describe('words of a person', () => {
  it.each<[string, number, number]>([
    ['C0 controls up to backspace', 0x00, 0x08],
    ['vertical tab and form feed', 0x0b, 0x0c],
    ['C0 controls after the carriage return', 0x0e, 0x1f],
    ['delete and C1 controls', 0x7f, 0x9f],
    ['bidirectional embeddings and overrides', 0x202a, 0x202e],
    ['bidirectional isolates', 0x2066, 0x2069],
    ['byte order mark', 0xfeff, 0xfeff],
    ['lone surrogates', 0xd800, 0xdfff],
  ])('hold no %s', async (_, from, to) => {
    const codes = fc.integer({ min: from, max: to });
    await fc.assert(
      fc.asyncProperty(codes, fc.constantFrom('', 'a'), async (code, after) => {
        const text = `ab${never(code)}${after}`;
        expect(await wrong({ text })).toEqual(['/text v.text']);
        expect(await wrong({ line: text })).toEqual(['/line v.text']);
      }),
    );
  });

  it.each(['Șerban', 'Ґалаґан', 'محمد', 'חנה', '👨‍👩‍👧 Ion', '𠮷野', "D'Arc-2"])(
    'may be %s',
    async (words) => {
      expect(await wrong({ text: words, line: words })).toEqual([]);
    },
  );

  it.each([
    ['too short', 'a'],
    ['too long', 'abcdefghijk'],
    ['blank', '   '],
    ['short but for blanks', ' a '],
    ['long only in blanks', `ab${' '.repeat(10)}`],
    ['nothing to see: zero-width spaces', '\u200b\u200b\u200b'],
    ['nothing to see: joiners and marks of direction', '\u200d\u2060\u200e\u00ad'],
    ['not composed', 'Corne\u0219\u0326'.normalize('NFD')],
    ['a number', 12],
    ['a list', ['ab']],
    ['an object', { length: 5 }],
    ['true', true],
    ['missing', undefined],
  ])('are refused when %s', async (_, words) => {
    expect(await wrong({ text: words })).toEqual(['/text v.text']);
    expect(await wrong({ line: words })).toEqual(['/line v.text']);
  });

  it('are counted in code points, not in halves of them', async () => {
    expect(await wrong({ text: '😀'.repeat(10), line: '😀'.repeat(10) })).toEqual([]);
    expect(await wrong({ text: '😀'.repeat(11) })).toEqual(['/text v.text']);
    expect(await wrong({ text: '😀' })).toEqual(['/text v.text']);
  });

  it.each(['\n', '\r', '\t', '\u2028', '\u2029'])(
    'break into lines by %j as text only',
    async (by) => {
      expect(await wrong({ text: `ab${by}cd` })).toEqual([]);
      expect(await wrong({ line: `ab${by}cd` })).toEqual(['/line v.text']);
    },
  );
});

describe('an address for mail', () => {
  it.each(['a@b.md', 'ion.popescu+vatra@example.co.uk', 'O_Brien@xn--bcher-kva.example'])(
    'may be %s',
    async (email) => {
      expect(await wrong({ email })).toEqual([]);
    },
  );

  it.each([
    '"ion popescu"@example.org',
    'ｉon@example.org',
    'ion@ｅxample.org',
    'ion@exаmple.org',
    'ion@example.org\nBcc: all@example.org',
    'ion@example.org ',
    ' ion@example.org',
    'ion@@example.org',
    'ion@a@example.org',
    'ion@localhost',
    'ion@[127.0.0.1]',
    'ion@127.0.0.1',
    'ion@-example.org',
    'ion@example..org',
    '@example.org',
    'ion',
    `${'a'.repeat(65)}@example.org`,
    `a@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.org`,
    ['ion@example.org'],
    null,
    7,
  ])('is never %j', async (email) => {
    expect(await wrong({ email })).toEqual(['/email v.email']);
  });
});

describe('an id', () => {
  it('may be every lower-case uuid', () => {
    fc.assert(fc.property(fc.uuid(), (id) => isUuid(id)));
  });

  it.each([
    RIGHT.id.toUpperCase(),
    `{${RIGHT.id}}`,
    `${RIGHT.id}\n`,
    `${RIGHT.id}%00`,
    RIGHT.id.replaceAll('-', ''),
    '%',
    '../../etc/passwd',
    -1,
    [RIGHT.id],
    { $ne: '' },
  ])('is never %j', async (id) => {
    expect(await wrong({ id })).toEqual(['/id v.id']);
  });
});

describe('a day and an instant', () => {
  it('may be every day of two centuries', async () => {
    const days = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2149-12-31'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(days, async (date) => {
        const instant = date.toISOString();
        expect(await wrong({ day: instant.slice(0, 10), instant })).toEqual([]);
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '9999-12-31',
    '26-11-22',
    '2026-11-22T00:00:00Z',
    '22.11.2026',
    '٢٠٢٦-11-22',
    20261122,
    ['2026-11-22'],
  ])('is never the day %j', async (day) => {
    expect(await wrong({ day })).toEqual(['/day v.date']);
  });

  it.each([
    '2026-02-30T10:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2026-11-22T10:00:00',
    '2026-11-22T10:00:00+02:00',
    '2026-11-22 10:00:00Z',
    '2026-11-22',
    1795341600000,
    ['2026-11-22T10:00:00Z'],
  ])('is never the instant %j', async (instant) => {
    expect(await wrong({ instant })).toEqual(['/instant v.instant']);
  });
});

describe('an account number', () => {
  it.each(['DE89370400440532013000', 'RO49AAAA1B31007593840000', 'NO9386011117947'])(
    'may be %s',
    async (iban) => {
      expect(await wrong({ iban })).toEqual([]);
    },
  );

  it('is wrong when any one digit of it is', async () => {
    const places = fc.integer({ min: 2, max: RIGHT.iban.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 0, max: 9 }), async (place, digit) => {
        fc.pre(/\d/.test(RIGHT.iban.charAt(place)) && RIGHT.iban.charAt(place) !== String(digit));
        const iban = RIGHT.iban.slice(0, place) + String(digit) + RIGHT.iban.slice(place + 1);
        expect(await wrong({ iban })).toEqual(['/iban v.iban']);
      }),
    );
  });

  it.each([
    'md24ag000225100013104168',
    'MD24 AG00 0225 1000 1310 4168',
    'MD24AG0002251000131041689',
    'MD24',
    'ＭD24AG000225100013104168',
    ['MD24AG000225100013104168'],
    null,
  ])('is never %j', async (iban) => {
    expect(await wrong({ iban })).toEqual(['/iban v.iban']);
  });
});
