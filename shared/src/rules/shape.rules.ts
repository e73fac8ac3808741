import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, ValidateNested } from 'class-validator';
import { MINOR_MAX, isCurrency } from '../money.js';
import { decorate } from './text.rules.js';

type DtoClass = new () => object;

/** One nested object of the named class: an array in its place is refused with `v.object`. */
export function Nested(type: () => DtoClass): PropertyDecorator {
  return all(
    decorate('plainObject', { message: 'v.object' }, isPlainObject),
    ValidateNested(),
    Type(type),
  );
}

/** A bounded list of nested objects of the named class. Refused with `v.list`. */
export function NestedList(type: () => DtoClass, bounds: { min: number; max: number }) {
  return all(
    IsArray({ message: 'v.list' }),
    ArrayMinSize(bounds.min, { message: 'v.list-min' }),
    ArrayMaxSize(bounds.max, { message: 'v.list-max' }),
    decorate('plainObjects', { message: 'v.object', each: true }, isPlainObject),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** A whole number of minor units or pieces within the bounds; never coerced. Refused with `v.amount`. */
export function WholeNumber(bounds: { min: number; max?: number }): PropertyDecorator {
  const max = bounds.max ?? MINOR_MAX;
  return decorate(
    'wholeNumber',
    { min: bounds.min, max, message: 'v.amount' },
    (value) =>
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      !Object.is(value, -0) &&
      value >= bounds.min &&
      value <= max,
  );
}

/** One of the listed words. Refused with `v.choice`. */
export function OneOf(words: readonly string[]): PropertyDecorator {
  return IsIn([...words], { message: 'v.choice' });
}

/** A list of which each item is one of the listed words. Refused with `v.choice`. */
export function EachOneOf(words: readonly string[]): PropertyDecorator {
  return IsIn([...words], { message: 'v.choice', each: true });
}

export function CurrencyCode(): PropertyDecorator {
  return decorate('currencyCode', { message: 'v.currency' }, isCurrency);
}

/** Exactly true or false, as JSON. Refused with `v.boolean`. */
export function Flag(): PropertyDecorator {
  return decorate('flag', { message: 'v.boolean' }, (value) => typeof value === 'boolean');
}

/**
 * In queries only, where everything is text: plain digits become a number, all else stays what it
 * was and is refused by the rule that follows (`0x64` and `1e2` are not numbers here).
 */
export function FromDigits(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  );
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorator of decorators) decorator(target, property);
  };
}
