/**
 * How every body and query becomes an object of its DTO class: nothing is converted, unknown keys
 * are errors. The api's one door and the tests of the forms read with the same two settings.
 */
export const CONVERSION = { enableImplicitConversion: false } as const;

export const VALIDATION = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
} as const;
