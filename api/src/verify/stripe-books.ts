const PAGE = 100;
const PAGES_MAX = 2_000;
const TIMEOUT_MS = 20_000;

export type StripeList =
  'charges' | 'refunds' | 'disputes' | 'payouts' | 'transfers' | 'balance_transactions';

export interface StripeObject {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface StripeTransferObject extends StripeObject {
  readonly amount_reversed: number;
  readonly destination: string;
}

export interface StripeMove extends StripeObject {
  readonly type: string;
  readonly fee: number;
  readonly net: number;
  readonly exchange_rate: number | null;
}

/**
 * Reads the provider's own lists with plain HTTP: a second way to the same facts, on purpose not the
 * gateway the product itself uses.
 */
export class StripeBooks {
  constructor(
    private readonly origin: string,
    private readonly secretKey: string,
  ) {}

  async list<Object extends StripeObject = StripeObject>(
    path: StripeList,
  ): Promise<Map<string, Object>> {
    const found = new Map<string, Object>();
    let after = '';
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await this.ask<{ data: Object[]; has_more: boolean }>(
        `/v1/${path}?limit=${String(PAGE)}${after}`,
      );
      for (const object of answer.data) found.set(object.id, object);
      const last = answer.data.at(-1);
      if (!answer.has_more || last === undefined) return found;
      after = `&starting_after=${last.id}`;
    }
    throw new Error(`more than ${String(PAGES_MAX * PAGE)} ${path}`);
  }

  /** Available and pending together, in minor units of the currency. */
  async balance(currency: string): Promise<number> {
    type Part = { amount: number; currency: string };
    const { available, pending } = await this.ask<{ available: Part[]; pending: Part[] }>(
      '/v1/balance',
    );
    return [...available, ...pending]
      .filter((part) => part.currency === currency)
      .reduce((sum, part) => sum + part.amount, 0);
  }

  private async ask<Answer>(path: string): Promise<Answer> {
    const response = await fetch(this.origin + path, {
      headers: { authorization: `Bearer ${this.secretKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return (await response.json()) as Answer;
  }
}
