import type { Tx } from '../../platform/database/tx.js';
import type { StripeObjectType, StripeObjects } from '../../platform/stripe/stripe.types.js';

/** An object as it was read after the event: what is applied is what Stripe says now. */
export type AnyStripeObject = StripeObjects[StripeObjectType];

/**
 * A higher feature's answer to what happened to objects of one type. Runs in one transaction with
 * marking the inbox rows, may be handed several objects at once, and must be safe to run again.
 */
export type Applier<Type extends StripeObjectType> = (
  tx: Tx,
  objects: readonly StripeObjects[Type][],
) => Promise<void>;

/** Charges first: what is read together with its charge finds it applied. */
const ORDER: readonly StripeObjectType[] = [
  'charge',
  'checkout.session',
  'setup_intent',
  'refund',
  'dispute',
  'payout',
  'topup',
  'v2.core.account',
  'transfer',
  'connected_payout',
];

/** Who applies what; filled when the modules start (ruling 19). */
export class StripeAppliers {
  private readonly appliers = new Map<StripeObjectType, Applier<never>[]>();

  add<Type extends StripeObjectType>(type: Type, applier: Applier<Type>): void {
    const known = this.appliers.get(type) ?? [];
    this.appliers.set(type, [...known, applier]);
  }

  async apply(tx: Tx, objects: readonly AnyStripeObject[]): Promise<void> {
    for (const type of ORDER) {
      const ofType = objects.filter((object) => object.type === type).sort(byTime);
      if (ofType.length === 0) continue;
      for (const applier of this.appliers.get(type) ?? []) await applier(tx, ofType as never[]);
    }
  }
}

function byTime(a: AnyStripeObject, b: AnyStripeObject): number {
  return a.created.getTime() - b.created.getTime() || (a.id < b.id ? -1 : 1);
}
