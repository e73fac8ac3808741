import { invalidRequest, type StripeFailure } from './stripe-failure.js';

/** Stripe's refusals of single parameters, in Stripe's words. */

export function parameterUnknown(params: readonly string[]): StripeFailure {
  const [first = ''] = params;
  const label = params.length > 1 ? 'Received unknown parameters' : 'Received unknown parameter';
  return invalidRequest(`${label}: ${params.join(', ')}`, {
    code: 'parameter_unknown',
    param: first,
  });
}

const REMOVED_PARAMETER = 'payment_method_types';

/** A parameter older versions of the API had gets an error of its own, not the one for unknown names. */
export function unknownOrRemoved(params: readonly string[]): StripeFailure {
  if (!params.includes(REMOVED_PARAMETER)) return parameterUnknown(params);
  return invalidRequest(
    'The `payment_method_types` parameter is no longer supported in this API version. Use `allowed_payment_method_types` or dynamic payment methods instead.',
    { code: 'payment_method_types_no_longer_supported', param: REMOVED_PARAMETER },
  );
}

export function parameterMissing(param: string): StripeFailure {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

export function parameterEmpty(param: string): StripeFailure {
  return invalidRequest(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param },
  );
}

export function invalidInteger(param: string, value: string): StripeFailure {
  return invalidRequest(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });
}

export function belowMinimum(param: string, least: number): StripeFailure {
  return invalidRequest(`This value must be greater than or equal to ${least}.`, {
    code: 'parameter_invalid_integer',
    param,
  });
}

export function invalidBoolean(param: string, value: string): StripeFailure {
  return invalidRequest(`Invalid boolean: ${value}`, { param });
}

export function invalidDecimal(param: string, value: string): StripeFailure {
  return invalidRequest(`Invalid decimal: ${value}`, { param });
}

export function invalidString(param: string): StripeFailure {
  return invalidRequest('Invalid string: must be a single value', { param });
}

export function invalidArray(param: string): StripeFailure {
  return invalidRequest('Invalid array', { param });
}

export function invalidObject(param: string): StripeFailure {
  return invalidRequest('Invalid object', { param });
}

export function notOneOf(param: string, values: readonly string[]): StripeFailure {
  const last = values.at(-1) ?? '';
  const list = values.length > 1 ? `one of ${values.slice(0, -1).join(', ')}, or ${last}` : last;
  return invalidRequest(`Invalid ${param}: must be ${list}`, { param });
}

export function tooLong(param: string, limit: number): StripeFailure {
  return invalidRequest(`Invalid string; must be at most ${limit} characters`, { param });
}

export function exclusiveParameters(first: string, second: string): StripeFailure {
  return invalidRequest(`You may only specify one of these parameters: ${first}, ${second}.`, {
    code: 'parameters_exclusive',
    param: first,
  });
}

export function tooManyItems(param: string, limit: number): StripeFailure {
  return invalidRequest(`Array too long: must have at most ${limit} items`, { param });
}

export function invalidUrl(param: string): StripeFailure {
  return invalidRequest('Not a valid URL', { code: 'url_invalid', param });
}

/** Stripe accepts this parameter; the emulator would have to ignore it, which would be worse than saying so. */
export function notEmulated(params: readonly string[]): StripeFailure {
  const [first = ''] = params;
  return invalidRequest(
    `The emulator does not act on ${params.map((param) => `'${param}'`).join(', ')}. Stripe accepts it; the emulator refuses what it would otherwise silently ignore.`,
    { code: 'emulator_parameter_not_supported', param: first },
  );
}
