import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { CONVERSION, VALIDATION } from '../../src/rules/reading.js';

export type DtoClass = new () => object;

/** What is wrong with a body, as "/gift/minor v.amount", read as the api reads it. */
export async function wrongIn(dtoClass: DtoClass, plain: object): Promise<string[]> {
  const dto = plainToInstance(dtoClass, plain, CONVERSION);
  return complaints(await validate(dto, VALIDATION), '');
}

/** A body as the network brings it, where `__proto__` is a key like any other. */
export function wrongInJson(dtoClass: DtoClass, json: string): Promise<string[]> {
  return wrongIn(dtoClass, JSON.parse(json) as object);
}

function complaints(errors: readonly ValidationError[], parent: string): string[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(
      ([rule, word]) => `${pointer} ${rule === 'whitelistValidation' ? 'v.unknown' : word}`,
    );
    return [...own, ...complaints(error.children ?? [], pointer)];
  });
}
