export interface Refusal {
  readonly params: object;
  readonly error: object;
}

export interface Case {
  readonly operation: string;
  readonly mistyped: Refusal;
  readonly missing: Refusal;
  /** What the SDK cannot send the operation without. */
  readonly always?: object;
}

export const REQUIRED = (param: string): object => ({
  code: 'parameter_missing',
  param,
  message: `Missing required param: ${param}.`,
});
export const INTEGER = (param: string, value: string): object => ({
  code: 'parameter_invalid_integer',
  param,
  message: `Invalid integer: ${value}`,
});
export const NOT_FOUND = (label: string, param = 'id'): Refusal => ({
  params: {},
  error: {
    statusCode: 404,
    code: 'resource_missing',
    param,
    message: `No such ${label}: 'nothing_1'`,
  },
});
export const NO_CURSOR = (label: string): Refusal => ({
  params: { starting_after: 'nothing_1' },
  error: {
    code: 'resource_missing',
    param: 'starting_after',
    message: `No such ${label}: 'nothing_1'`,
  },
});
export const BAD_EXPAND: Refusal = {
  params: { expand: 'everything' },
  error: { param: 'expand', message: 'Invalid array' },
};
export const BAD_LIMIT: Refusal = { params: { limit: 'many' }, error: INTEGER('limit', 'many') };
export const BAD_CREATED: Refusal = {
  params: { created: { gte: 'yesterday' } },
  error: INTEGER('created[gte]', 'yesterday'),
};

export function without(params: object, name: string): object {
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
}

/** An operation that names one object by the address and takes nothing else that matters. */
export function byId(operation: string, label: string, param = 'id'): Case {
  return { operation, mistyped: BAD_EXPAND, missing: NOT_FOUND(label, param) };
}

export function listing(operation: string, label: string): Case {
  return { operation, mistyped: BAD_LIMIT, missing: NO_CURSOR(label) };
}
