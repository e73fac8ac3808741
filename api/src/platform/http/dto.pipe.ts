import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ProblemDetail } from '@vatra/shared/problem';
import { CONVERSION, VALIDATION } from '@vatra/shared/rules/reading';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { HttpRefusal, Invalid, Missing } from './app-error.js';
import { isPrototypeKey } from './json-body.js';
import { detailsOf } from './validation-details.js';

type DtoClass = new () => object;

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?$/;
const ERRORS_MAX = 50;

/** A body or query that breaks the rules of its DTO; every detail points at its place. */
export class ValidationFailed extends Invalid {
  constructor(details: readonly ProblemDetail[]) {
    super('http.invalid', details.slice(0, ERRORS_MAX));
  }
}

/**
 * The one door for bodies, queries and path parameters. Unknown keys are errors, nothing is
 * converted, `null` means absent, and a handler that does not name a DTO class does not work.
 */
@Injectable()
export class DtoPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom') return value;
    if (type === 'param' && data !== undefined) return pathParameter(data, value);
    if (!isDtoClass(metatype)) throw new Error(`A ${type} is read without a DTO class`);
    if (!isRecord(value)) throw new ValidationFailed([{ pointer: '', code: 'v.object' }]);
    if (type === 'param') return pathParameters(metatype, value);
    const plain = type === 'query' ? readQuery(value) : withoutNulls(value);
    return checked(metatype, plain as object);
  }
}

/** An address of the wrong form is answered like one that does not exist. */
async function pathParameters(dtoClass: DtoClass, params: object): Promise<object> {
  try {
    return await checked(dtoClass, { ...params });
  } catch (error) {
    throw error instanceof ValidationFailed ? new Missing('http.not-found') : error;
  }
}

async function checked(dtoClass: DtoClass, plain: object): Promise<object> {
  const dto = plainToInstance(dtoClass, plain, CONVERSION);
  const errors = await validate(dto, {
    ...VALIDATION,
    validationError: { target: true, value: false },
  });
  if (errors.length > 0) throw new ValidationFailed(detailsOf(errors));
  return dto;
}

function pathParameter(name: string, value: unknown): string {
  const isId = name === 'id' || name.endsWith('Id');
  const isRight = isId ? isUuid(value) : typeof value === 'string' && SLUG.test(value);
  if (!isRight) throw new Missing('http.not-found');
  return value as string;
}

/** Each parameter once; one without a value, as an empty field of a form sends it, is none. */
function readQuery(query: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(query).filter(([, value]) => value !== '');
  for (const [name, value] of entries) {
    if (Array.isArray(value)) throw new HttpRefusal('http.repeated-parameter');
    if (isPrototypeKey(name)) throw new ValidationFailed([{ pointer: '', code: 'v.unknown' }]);
  }
  return Object.fromEntries(entries);
}

function isDtoClass(metatype: unknown): metatype is DtoClass {
  const plain: unknown[] = [Object, String, Number, Boolean, Array];
  return typeof metatype === 'function' && !plain.includes(metatype);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy in which a key with `null` is a key that was not sent; lists keep their members. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
