/*
 * The only module of the web that names class-transformer and class-validator, so that both stay in
 * one chunk that is loaded at the first submit. Load it BEFORE any DTO class: `@Type` asks for
 * `Reflect.getMetadata`, which no browser has.
 */
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';

const reflect = Reflect as { getMetadata?: (...question: unknown[]) => unknown };
// Every nested type is named by `@Type(() => X)`, so the real reflect-metadata is not needed here.
reflect.getMetadata ??= () => undefined;

export type DtoClass<Dto extends object> = new () => Dto;

export interface BrokenRule {
  /** `lines.0.amountMinor` */
  readonly path: string;
  /** `v.amount` */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Checked<Dto> {
  readonly dto: Dto;
  readonly broken: readonly BrokenRule[];
}

/** Applies the rules of the DTO class to plain values: the same rules the api applies. */
export async function checkAgainst<Dto extends object>(
  dtoClass: DtoClass<Dto>,
  plain: object,
): Promise<Checked<Dto>> {
  const dto = plainToInstance(dtoClass, plain);
  const errors = await validate(dto, { whitelist: true, forbidNonWhitelisted: true });
  return { dto, broken: errors.flatMap((error) => brokenRules(error, '')) };
}

function brokenRules(error: ValidationError, parent: string): BrokenRule[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const [name, message] = Object.entries(error.constraints ?? {})[0] ?? [];
  const children = (error.children ?? []).flatMap((child) => brokenRules(child, path));
  if (name === undefined || message === undefined) return children;
  const code = isBlank(error.value) ? 'v.missing' : message;
  return [{ path, code, params: boundsOf(error, name) }, ...children];
}

/** An empty field has one honest complaint, whatever rule noticed it. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function boundsOf(error: ValidationError, name: string): Record<string, number> {
  const owner = error.target?.constructor;
  if (owner === undefined) return {};
  const rule = getMetadataStorage()
    .getTargetValidationMetadatas(owner, '', true, false)
    .find((entry) => entry.propertyName === error.property && entry.name === name);
  return boundsFrom(rule?.constraints);
}

function boundsFrom(constraints: unknown): Record<string, number> {
  const [min, max] = Array.isArray(constraints) ? (constraints as unknown[]) : [];
  return {
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  };
}
