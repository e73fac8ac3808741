import { contract } from '../contract/contract.js';
import type { Emulator } from '../emulator.js';
import {
  accountNotAccessible,
  invalidApiKey,
  keyTooLong,
  missingApiKey,
  unknownApiVersion,
} from '../errors/request-errors.js';
import { PLATFORM_ACCOUNT } from '../resources/accounts/platform.js';
import { headerOf, type Exchange } from './exchange.js';

const KEY_LENGTH_MAX = 255;

/** @throws unless the caller has a test key and speaks this version. */
export function checkCaller({ request }: Exchange): void {
  const authorization = headerOf(request, 'authorization') ?? '';
  const key = authorization.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':')[0]
    : /^Bearer (.+)$/.exec(authorization)?.[1];
  if (!key) throw missingApiKey();
  if (!/^(sk|rk)_test_\w{3,}$/.test(key)) throw invalidApiKey(key);
  const version = headerOf(request, 'stripe-version');
  if (version !== null && version !== contract.apiVersion) throw unknownApiVersion(version);
}

/**
 * The connected account a platform acts for, or null when it acts for itself.
 * @throws Stripe's 403 for an account that does not exist, or has cut the connection.
 */
export function accountOf(emulator: Emulator, { request }: Exchange): string | null {
  const account = headerOf(request, 'stripe-account') ?? headerOf(request, 'stripe-context');
  if (account === null || account === PLATFORM_ACCOUNT) return null;
  const found = emulator.book.find('v2.core.account', account);
  if (!found || found.hidden['deauthorized']) throw accountNotAccessible(account);
  return account;
}

export function keyOf({ request }: Exchange): string | null {
  const key = headerOf(request, 'idempotency-key');
  if (key !== null && key.length > KEY_LENGTH_MAX) throw keyTooLong();
  return key;
}
