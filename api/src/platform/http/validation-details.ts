import type { ProblemDetail } from '@vatra/shared/problem';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { ProblemParams } from './app-error.js';

const CODE = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/;
const POINTER_MAX = 200;

/** class-validator's tree as a flat list of pointers and codes, without the refused values. */
export function detailsOf(errors: readonly ValidationError[], parent = ''): ProblemDetail[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${escapePointer(error.property)}`.slice(0, POINTER_MAX);
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) =>
      detailOf(error, pointer, rule, message),
    );
    // One word per field is enough for the person; the first rule that failed says most.
    return [...own.slice(0, 1), ...detailsOf(error.children ?? [], pointer)];
  });
}

function detailOf(
  error: ValidationError,
  pointer: string,
  rule: string,
  message: string,
): ProblemDetail {
  if (rule === 'whitelistValidation') return { pointer, code: 'v.unknown' };
  const params = legalRange(error, rule);
  const code = CODE.test(message) ? message : 'v.invalid';
  return params === undefined ? { pointer, code } : { pointer, code, params };
}

/** The bounds the rule was given, so that the person reads "between 5 and 1000". */
function legalRange(error: ValidationError, rule: string): ProblemParams | undefined {
  const target = error.target?.constructor;
  if (target === undefined) return undefined;
  const found = getMetadataStorage()
    .getTargetValidationMetadatas(target, '', true, false)
    .find((meta) => meta.propertyName === error.property && (meta.name ?? meta.type) === rule);
  const bounds = (found?.constraints ?? []) as unknown[];
  const [first, second] = bounds;
  if (Array.isArray(first)) return { allowed: first.join(' ') };
  if (rule === 'arrayMinSize' && typeof first === 'number') return { min: first };
  if (rule === 'arrayMaxSize' && typeof first === 'number') return { max: first };
  return rangeOf(first, second);
}

function rangeOf(min: unknown, max: unknown): ProblemParams | undefined {
  const range = {
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  };
  return Object.keys(range).length === 0 ? undefined : range;
}

/** RFC 6901. */
function escapePointer(property: string): string {
  return property.replace(/~/g, '~0').replace(/\//g, '~1');
}
