import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import {
  targetConstructorToSchema,
  validationMetadatasToSchemas,
} from 'class-validator-jsonschema';

type Schema = Record<string, unknown>;
interface RuleMeta {
  readonly constraints?: readonly unknown[];
}

/** What our own rules say in JSON Schema; class-validator's own are known to the library. */
const CONVERTERS: Readonly<Record<string, (meta: RuleMeta) => Schema>> = {
  text: textSchema,
  line: textSchema,
  email: () => ({ type: 'string', format: 'email', maxLength: 254 }),
  id: () => ({ type: 'string', format: 'uuid' }),
  dayDate: () => ({ type: 'string', format: 'date' }),
  instant: () => ({ type: 'string', format: 'date-time' }),
  iban: () => ({ type: 'string', pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$' }),
  wholeNumber: ({ constraints = [] }) => ({
    type: 'integer',
    minimum: constraints[0],
    maximum: constraints[1],
  }),
  currencyCode: () => ({ type: 'string', pattern: '^[A-Z]{3}$' }),
  flag: () => ({ type: 'boolean' }),
  plainObject: () => ({}),
  plainObjects: () => ({}),
};

const OPTIONS = {
  classTransformerMetadataStorage: defaultMetadataStorage,
  classValidatorMetadataStorage: getMetadataStorage(),
  refPointerPrefix: '#/components/schemas/',
  additionalConverters: CONVERTERS,
} as const;

/** Schemas of every DTO class that has been loaded. */
export function dtoSchemas(): Record<string, Schema> {
  const schemas = validationMetadatasToSchemas(OPTIONS as never) as Record<string, Schema>;
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      { ...schema, additionalProperties: false },
    ]),
  );
}

export function schemaOf(dto: Type): Schema {
  return targetConstructorToSchema(dto, OPTIONS as never) as Schema;
}

function textSchema({ constraints = [] }: RuleMeta): Schema {
  return { type: 'string', minLength: constraints[0], maxLength: constraints[1] };
}
