import { invalidRequest, StripeFailure } from './stripe-failure.js';

const HELP = 'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.';

export function unrecognizedUrl(method: string, path: string): StripeFailure {
  const message = `Unrecognized request URL (${method}: ${path}). ${HELP}`;
  return new StripeFailure(404, { type: 'invalid_request_error', message });
}

export function missingApiKey(): StripeFailure {
  return new StripeFailure(401, {
    type: 'invalid_request_error',
    message:
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
  });
}

export function invalidApiKey(key: string): StripeFailure {
  const shown = `${key.slice(0, 8)}${'*'.repeat(Math.max(0, Math.min(key.length - 12, 24)))}${key.slice(-4)}`;
  const message = `Invalid API Key provided: ${shown}`;
  return new StripeFailure(401, { type: 'invalid_request_error', message });
}

export function unknownApiVersion(version: string): StripeFailure {
  return invalidRequest(`Invalid Stripe API version: ${version}`);
}

export function accountNotAccessible(account: string): StripeFailure {
  const message = `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`;
  return new StripeFailure(403, {
    type: 'invalid_request_error',
    message,
    code: 'account_invalid',
  });
}

/** Stripe does this in the name of a connected account; the emulator keeps such things for the platform only. */
export function operationNotForAccounts(operation: string): StripeFailure {
  return invalidRequest(
    `The emulator does not do ${operation} in the name of a connected account.`,
    { code: 'emulator_operation_not_supported' },
  );
}

export function bodyUnreadable(reason: string): StripeFailure {
  return invalidRequest(reason);
}

export function notMultipart(): StripeFailure {
  return bodyUnreadable(
    'Invalid request (check that your POST content type is multipart/form-data)',
  );
}

export function notForm(): StripeFailure {
  return bodyUnreadable(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded)',
  );
}

/** The object named in the address does not exist. */
export function noSuchObject(label: string, id: string, param = 'id'): StripeFailure {
  const message = `No such ${label}: '${id}'`;
  return new StripeFailure(
    404,
    { type: 'invalid_request_error', message, code: 'resource_missing', param },
    true,
  );
}

/** The object named by a parameter does not exist. */
export function noSuchReference(label: string, id: string, param: string): StripeFailure {
  return invalidRequest(`No such ${label}: '${id}'`, { code: 'resource_missing', param });
}

/** A refusal that depends on the state of the book, so that Stripe keeps it under the key. */
export function refused(message: string, code?: string, param?: string): StripeFailure {
  const more = { ...(code && { code }), ...(param && { param }) };
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...more }, true);
}

export function sameKeyOtherParameters(key: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

export function sameKeyOtherEndpoint(key: string, first: string, now: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${now}' vs '${first}'). Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

export function keyInUse(key: string): StripeFailure {
  return new StripeFailure(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}

export function keyTooLong(): StripeFailure {
  return new StripeFailure(400, {
    type: 'idempotency_error',
    message: 'Idempotency keys can have up to 255 characters.',
  });
}

export function rateLimited(): StripeFailure {
  return new StripeFailure(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
  });
}

export function somethingWentWrong(): StripeFailure {
  return new StripeFailure(500, { type: 'api_error', message: 'An unknown error occurred' }, true);
}
