import { registerDecorator, type ValidationOptions } from 'class-validator';

/** C0 and C1 controls (line breaks and tabs apart), bidirectional overrides and lone surrogates. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Everything that ends a line, for whoever prints it. */
const LINE_BREAK = /[\r\n\t\u2028\u2029]/;

/** Characters that take no place: a name of these alone would be no name. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** The product has no business in years before or after these, and PostgreSQL knows no year 0. */
const YEAR_MIN = 1900;
const YEAR_MAX = 2199;

interface TextBounds {
  readonly min?: number;
  readonly max: number;
}

/**
 * Words of a person: a normalised (NFC) string without control characters, of at least `min` (default
 * 1) code points to be seen, without surrounding spaces, and of `max` at most. Refused with `v.text`.
 */
export function Text({ min = 1, max }: TextBounds, options: ValidationOptions = {}) {
  return decorate('text', { min, max, message: 'v.text', ...options }, (value) =>
    areWords(value, { min, max }),
  );
}

/** One line of text: as Text, and without line breaks. Refused with `v.text`. */
export function Line({ min = 1, max }: TextBounds, options: ValidationOptions = {}) {
  return decorate(
    'line',
    { min, max, message: 'v.text', ...options },
    (value) => areWords(value, { min, max }) && !LINE_BREAK.test(value),
  );
}

function areWords(value: unknown, { min, max }: Required<TextBounds>): value is string {
  if (typeof value !== 'string' || FORBIDDEN.test(value)) return false;
  if (value.normalize('NFC') !== value || [...value].length > max) return false;
  return [...value.replace(UNSEEN, '').trim()].length >= min;
}

/** An address mail can be sent to: plain ASCII, one @, no quoted parts. Refused with `v.email`. */
export function Email(options: ValidationOptions = {}) {
  const shape =
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
  return decorate(
    'email',
    { message: 'v.email', ...options },
    (value) => typeof value === 'string' && value.length <= 254 && shape.test(value),
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** Lower-case uuid. Refused with `v.id`. */
export function Id(options: ValidationOptions = {}) {
  return decorate('id', { message: 'v.id', ...options }, (value) => isUuid(value));
}

/** A calendar day, 2026-11-22, that exists. Refused with `v.date`. */
export function DayDate(options: ValidationOptions = {}) {
  return decorate('dayDate', { message: 'v.date', ...options }, (value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
    return isOnTheCalendar(`${value}T00:00:00`);
  });
}

/** An instant in UTC, 2026-11-22T10:00:00Z or with milliseconds. Refused with `v.instant`. */
export function Instant(options: ValidationOptions = {}) {
  return decorate(
    'instant',
    { message: 'v.instant', ...options },
    (value) =>
      typeof value === 'string' &&
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(value) &&
      isOnTheCalendar(value.slice(0, 19)),
  );
}

/** JavaScript reads the 30th of February as the 2nd of March: it has to come back as it was. */
function isOnTheCalendar(second: string): boolean {
  const time = Date.parse(`${second}Z`);
  const year = Number(second.slice(0, 4));
  if (Number.isNaN(time) || year < YEAR_MIN || year > YEAR_MAX) return false;
  return new Date(time).toISOString().startsWith(second);
}

/** An IBAN in print form without spaces, with right check digits. Refused with `v.iban`. */
export function Iban(options: ValidationOptions = {}) {
  return decorate(
    'iban',
    { message: 'v.iban', ...options },
    (value) => typeof value === 'string' && hasIbanCheckDigits(value),
  );
}

function hasIbanCheckDigits(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = [...(iban.slice(4) + iban.slice(0, 4))]
    .map((character) => parseInt(character, 36).toString())
    .join('');
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

export function decorate(
  name: string,
  options: ValidationOptions & { readonly min?: number; readonly max?: number },
  validate: (value: unknown) => boolean,
): PropertyDecorator {
  const { min, max, ...validationOptions } = options;
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      constraints: [min, max],
      options: validationOptions,
      validator: { validate },
    });
  };
}
