import { ControlError } from './control-route.js';
import { checkNames, countOrNone, oneOf } from './read-fields.js';

type Body = Readonly<Record<string, unknown>>;

export const FAULT_KINDS = [
  '429',
  '409',
  '500',
  'slow',
  'hold',
  'reset',
  'hang',
  'truncated',
  'html',
  'error_body',
  'no_envelope',
  'altered',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One kind of trouble for API calls, used up call by call. */
export interface Fault {
  /**
   * 429; 409 (the key is in use); 500; an answer later; a call that waits until it is let go; a closed connection; no
   * answer; half of one; a page instead of JSON; an error with status 200; 404 without Stripe's envelope, which the SDK
   * takes for a success; or an answer with other members than it should have.
   */
  readonly kind: FaultKind;
  /** Before the operation runs, or after it is in the book. */
  readonly when: 'before' | 'after';
  /** Whether a 500 is kept under the idempotency key and replayed, as Stripe does. */
  readonly stored: boolean;
  /** Only for calls that begin so, such as `POST /v1/refunds`; empty for all. */
  readonly only: string;
  /** Share of the fitting calls it hits, 0 to 1. */
  readonly rate: number;
  /** Recorded time that a slow answer takes. */
  readonly ms: number;
  /** Seconds a 429 asks the caller to wait, or null when it does not say. */
  readonly retryAfter: number | null;
  /** What an altered answer says instead, such as `{"amount": 1}`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** How often it may still strike; null is without end. */
  remaining: number | null;
}

const NAMES = [
  'kind',
  'when',
  'times',
  'stored',
  'only',
  'rate',
  'ms',
  'retryAfter',
  'members',
] as const;

/** These need the work to be done, or not to be done. */
const ALWAYS: Readonly<Partial<Record<FaultKind, Fault['when']>>> = {
  '429': 'before',
  '409': 'before',
  truncated: 'after',
  altered: 'after',
};

/** Reads `{kind, when?, times?, rate?, only?, stored?, ms?, retryAfter?, members?}`. */
export function readFault(body: Body): Fault {
  checkNames(body, NAMES);
  const kind = oneOf('kind', body['kind'], FAULT_KINDS);
  return {
    kind,
    when: ALWAYS[kind] ?? oneOf('when', body['when'] ?? 'before', ['before', 'after']),
    stored: readStored(body, kind),
    only: readOnly(body),
    rate: readRate(body),
    ms: countOrNone(body, 'ms') ?? 1_000,
    retryAfter: countOrNone(body, 'retryAfter') ?? null,
    members: readMembers(body),
    remaining: readTimes(body),
  };
}

function readStored({ stored }: Body, kind: FaultKind): boolean {
  if (stored === undefined) return kind === '500';
  if (typeof stored !== 'boolean') throw new ControlError(400, 'stored must be true or false.');
  return stored;
}

function readOnly({ only = '' }: Body): string {
  if (typeof only !== 'string')
    throw new ControlError(400, 'only must be text such as "POST /v1/refunds".');
  return only;
}

function readRate({ rate = 1 }: Body): number {
  if (typeof rate !== 'number' || !(rate > 0 && rate <= 1))
    throw new ControlError(400, 'rate must be a share above 0, up to 1.');
  return rate;
}

function readTimes({ times = 1 }: Body): number | null {
  if (times === null) return null;
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1)
    throw new ControlError(400, 'times must be a whole number above zero, or null for no end.');
  return times;
}

function readMembers({ members = {} }: Body): Readonly<Record<string, unknown>> {
  if (typeof members !== 'object' || members === null || Array.isArray(members))
    throw new ControlError(400, 'members must be an object.');
  return members as Record<string, unknown>;
}
