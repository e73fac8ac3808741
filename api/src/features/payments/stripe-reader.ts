import { Injectable } from '@nestjs/common';
import { ConnectedAccountsGateway } from '../../platform/stripe/connected-accounts.gateway.js';
import { SavedCardsGateway } from '../../platform/stripe/saved-cards.gateway.js';
import { StripeGateway } from '../../platform/stripe/stripe.gateway.js';
import type {
  StripeObjects,
  StripeObjectType,
  StripePage,
  Window,
} from '../../platform/stripe/stripe.types.js';
import type { AnyStripeObject } from './stripe-appliers.js';

export interface Wanted {
  readonly objectType: string;
  readonly objectId: string;
  readonly objectCreatedAt: Date | null;
  /** Asked for by itself, with everything that hangs on it. */
  readonly alone: boolean;
}

interface Source<Type extends StripeObjectType> {
  /** Null: there is no list of them, each is asked for alone. */
  readonly list:
    ((window: Window, after?: string) => Promise<StripePage<StripeObjects[Type]>>) | null;
  get(id: string): Promise<StripeObjects[Type]>;
}

export type Answers = Map<string, AnyStripeObject | Error>;

const PAGES_PER_BATCH_MAX = 4;
const CALLS_AT_ONCE = 8;

/** Reads what events are about, a hundred objects in one call where it can (ruling 18). */
@Injectable()
export class StripeReader {
  private readonly sources: { readonly [Type in StripeObjectType]: Source<Type> };

  constructor(
    gateway: StripeGateway,
    cards: SavedCardsGateway,
    accounts: ConnectedAccountsGateway,
  ) {
    this.sources = {
      charge: {
        list: (window, after) => gateway.listCharges(window, after),
        get: (id) => gateway.getCharge(id),
      },
      refund: {
        list: (window, after) => gateway.listRefunds(window, after),
        get: (id) => gateway.getRefund(id),
      },
      dispute: {
        list: (window, after) => gateway.listDisputes(window, after),
        get: (id) => gateway.getDispute(id),
      },
      payout: {
        list: (window, after) => gateway.listPayouts(window, after),
        get: (id) => gateway.getPayout(id),
      },
      topup: {
        list: (window, after) => gateway.listTopUps(window, after),
        get: (id) => gateway.getTopUp(id),
      },
      'checkout.session': {
        list: (window, after) => gateway.listSessions(window, after),
        get: (id) => gateway.getSession(id),
      },
      setup_intent: {
        list: (window, after) => cards.listSetupIntents(window, after),
        get: (id) => cards.getSetupIntent(id),
      },
      transfer: {
        list: (window, after) => accounts.listTransfers(window, after),
        get: (id) => accounts.getTransfer(id),
      },
      'v2.core.account': { list: null, get: (id) => accounts.getAccount(id) },
      connected_payout: { list: null, get: (id) => accounts.getPayout(id) },
    };
  }

  /** Each object by its id, or why it could not be read. */
  async read(wanted: readonly Wanted[]): Promise<Answers> {
    const found: Answers = new Map();
    for (const type of Object.keys(this.sources) as StripeObjectType[]) {
      const ofType = wanted.filter(({ objectType }) => objectType === type);
      if (ofType.length > 0) await this.readType(type, ofType, found);
    }
    return found;
  }

  private async readType(
    type: StripeObjectType,
    wanted: readonly Wanted[],
    found: Answers,
  ): Promise<void> {
    const alone = new Set(wanted.filter((item) => item.alone).map(({ objectId }) => objectId));
    const listed = new Set(wanted.map(({ objectId }) => objectId).filter((id) => !alone.has(id)));
    if (listed.size > 1)
      await this.readList(type, { ids: listed, window: windowOf(wanted) }, found);
    const missing = [...listed, ...alone].filter((id) => !found.has(id));
    for (let at = 0; at < missing.length; at += CALLS_AT_ONCE) {
      const ids = missing.slice(at, at + CALLS_AT_ONCE);
      const answers = await Promise.all(ids.map((id) => this.readOne(type, id)));
      ids.forEach((id, index) => found.set(id, answers[index] as AnyStripeObject | Error));
    }
  }

  private async readOne(type: StripeObjectType, id: string): Promise<AnyStripeObject | Error> {
    try {
      return await this.sources[type].get(id);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async readList(
    type: StripeObjectType,
    { ids, window }: { ids: ReadonlySet<string>; window: Window | null },
    found: Answers,
  ): Promise<void> {
    const { list } = this.sources[type];
    if (window === null || list === null) return;
    let after: string | undefined;
    for (let page = 0; page < PAGES_PER_BATCH_MAX; page += 1) {
      const { items, hasMore } = await list(window, after);
      for (const item of items) if (ids.has(item.id)) found.set(item.id, item);
      after = items.at(-1)?.id;
      if (!hasMore || [...ids].every((id) => found.has(id))) return;
    }
  }
}

function windowOf(wanted: readonly Wanted[]): Window | null {
  const times = wanted.flatMap(({ objectCreatedAt }) => objectCreatedAt?.getTime() ?? []);
  if (times.length === 0) return null;
  return { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
}
