/** Refusals of the api's own door, before any feature is asked, with their HTTP status. */
export const HTTP_CODES = {
  'http.bad-request': 400,
  'http.malformed-json': 400,
  'http.repeated-parameter': 400,
  'http.idempotency-key-missing': 400,
  'http.signed-out': 401,
  'http.forbidden': 403,
  'http.no-policy': 403,
  'http.foreign-origin': 403,
  'http.second-factor-needed': 403,
  'http.not-found': 404,
  'http.method-not-allowed': 405,
  'http.not-acceptable': 406,
  'http.timeout': 408,
  'http.idempotency-in-flight': 409,
  'http.too-large': 413,
  'http.uri-too-long': 414,
  'http.unsupported-media-type': 415,
  'http.invalid': 422,
  'http.idempotency-key-reused': 422,
  'http.too-many-requests': 429,
  'http.headers-too-large': 431,
  'http.internal': 500,
  'http.unavailable': 503,
} as const;
export type HttpCode = keyof typeof HTTP_CODES;

/** Refusals of the platform below the features. */
export const PLATFORM_CODES = {
  'state.move-not-allowed': 'conflict',
} as const;

/** Words the validation rules of the DTO classes answer with, each at a JSON pointer. */
export const VALIDATION_CODES = [
  'v.text',
  'v.email',
  'v.id',
  'v.date',
  'v.instant',
  'v.iban',
  'v.object',
  'v.list',
  'v.list-min',
  'v.list-max',
  'v.list-unique',
  'v.amount',
  'v.choice',
  'v.currency',
  'v.boolean',
  'v.password',
  'v.unknown',
  'v.invalid',
] as const;
export type ValidationCode = (typeof VALIDATION_CODES)[number];
