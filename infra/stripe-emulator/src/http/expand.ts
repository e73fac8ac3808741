import type { Kind } from '../book/kinds.js';
import { contract, membersOf } from '../contract/contract.js';
import type { Shape } from '../contract/schema.js';
import type { Emulator } from '../emulator.js';
import { invalidRequest } from '../errors/stripe-failure.js';
import { accountView } from '../resources/accounts/account-view.js';
import { secretsOf } from '../resources/checkout/create-session.js';

type Json = Record<string, unknown>;

const LEVELS_MAX = 4;
const PART_MAX = 10;

const KIND_OF_PREFIX: Readonly<Record<string, Kind>> = {
  ch: 'charge',
  cs: 'checkout.session',
  cus: 'customer',
  du: 'dispute',
  in: 'invoice',
  inpay: 'invoice_payment',
  mandate: 'mandate',
  pi: 'payment_intent',
  pm: 'payment_method',
  po: 'payout',
  price: 'price',
  prod: 'product',
  py: 'charge',
  pyr: 'refund',
  re: 'refund',
  seti: 'setup_intent',
  sub: 'subscription',
  tr: 'transfer',
  trr: 'transfer_reversal',
  tu: 'topup',
  txn: 'balance_transaction',
};

/** Lists that an object shows only when asked to. */
const INCLUDABLE: Readonly<Record<string, (emulator: Emulator, id: string) => object>> = {
  'checkout.session line_items': (emulator, id) =>
    partOf(secretsOf(emulator, id).lines, `/v1/checkout/sessions/${id}/line_items`),
  'invoice payments': (emulator, id) =>
    partOf(
      emulator.book.naming('invoice_payment', 'invoice', id),
      `/v1/invoice_payments?invoice=${id}`,
    ),
  'charge refunds': (emulator, id) =>
    partOf(emulator.book.naming('refund', 'charge', id).reverse(), `/v1/charges/${id}/refunds`),
};

function partOf(list: readonly object[], url: string): object {
  return {
    object: 'list',
    data: list.slice(0, PART_MAX),
    has_more: list.length > PART_MAX,
    url,
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExpandable(shape: Shape): boolean {
  if (typeof shape === 'string') return false;
  if ('orEmpty' in shape) return isExpandable(shape.orEmpty);
  return 'expandable' in shape;
}

function cannotExpand(path: string): Error {
  return invalidRequest(
    `This property cannot be expanded (${path}). You may want to try expanding the parent.`,
    { param: 'expand' },
  );
}

function resolve(emulator: Emulator, id: string): unknown {
  const prefix = id.split('_', 1)[0] ?? '';
  const account = prefix === 'acct' && emulator.book.find('v2.core.account', id);
  if (account) return accountView(account.object);
  const kind = KIND_OF_PREFIX[prefix];
  return (kind && emulator.book.find(kind, id)?.object) ?? id;
}

function textOf(parent: Json, name: string): string {
  const value = parent[name];
  return typeof value === 'string' ? value : '';
}

function opened(emulator: Emulator, parent: Json, step: string, path: string): unknown {
  const value = parent[step];
  const object = textOf(parent, 'object');
  const include = INCLUDABLE[`${object} ${step}`];
  if (include) return value ?? include(emulator, textOf(parent, 'id'));
  const mayExpand = canExpand(object, step);
  if (mayExpand === null) throw cannotExpand(path);
  if (typeof value === 'object' && value !== null) return value;
  if (!mayExpand) throw cannotExpand(path);
  return typeof value === 'string' ? resolve(emulator, value) : value;
}

/** Null when the object has no such member at all. Parts without an `object` value are walked through only. */
function canExpand(object: string, step: string): boolean | null {
  const type = contract.objects[object];
  if (!type) return false;
  const shape = membersOf(type).get(step)?.shape;
  return shape === undefined ? null : isExpandable(shape);
}

function expandIn(
  emulator: Emulator,
  value: unknown,
  steps: readonly string[],
  path: string,
): unknown {
  if (Array.isArray(value)) return value.map((item) => expandIn(emulator, item, steps, path));
  const [step, ...rest] = steps;
  if (step === undefined || !isJson(value)) return value;
  if (value['object'] === 'list') {
    if (step !== 'data') throw cannotExpand(path);
    return { ...value, data: expandIn(emulator, value['data'], rest, path) };
  }
  return { ...value, [step]: expandIn(emulator, opened(emulator, value, step, path), rest, path) };
}

/** Replaces ids by objects along each asked path. The book's own objects are never touched. */
export function expand(emulator: Emulator, answer: object, paths: unknown): object {
  if (!Array.isArray(paths)) return answer;
  return (paths as string[]).reduce((expanded: object, path) => {
    const steps = path.split('.');
    if (steps.length > LEVELS_MAX)
      throw invalidRequest(
        `You cannot expand more than ${LEVELS_MAX} levels of a property (${path}).`,
        {
          param: 'expand',
        },
      );
    return expandIn(emulator, expanded, steps, path) as object;
  }, answer);
}
