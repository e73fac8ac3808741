import type { Emulator } from '../emulator.js';
import type { Decoded } from '../contract/decode.js';

/** One API call after its parameters were read by the contract. */
export interface Call {
  readonly emulator: Emulator;
  /** The id in the address, or an empty string. */
  readonly id: string;
  /** The second id in the address, of a part of the first. */
  readonly partId: string;
  readonly params: Readonly<Record<string, Decoded>>;
}

/**
 * What the emulator does for one operation. `honours` names the parameters it acts on, without array positions; a
 * parameter Stripe knows and the emulator would ignore is refused. A name ending in `.*` covers everything below.
 */
export interface Handler {
  readonly honours: readonly string[];
  readonly run: (call: Call) => object;
  /** Whether it takes a file, and so a body in parts. */
  readonly isUpload?: boolean;
  /** Whether a platform may do it in the name of a connected account. */
  readonly forAccounts?: boolean;
}

/** By the id the contract gives the operation, such as `refunds.create`. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Parameters every list has. */
export const LIST = ['expand', 'limit', 'starting_after', 'ending_before'] as const;
export const CREATED = ['created', 'created.*'] as const;

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the SDK's type of what the contract has just checked
export function paramsOf<T>(call: Call): T {
  return call.params as T;
}
