export type FailureType =
  'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';

/** The `error` member of Stripe's envelope. */
export interface FailureBody {
  readonly type: FailureType;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly charge?: string;
  readonly doc_url?: string;
  readonly payment_intent?: object;
  readonly setup_intent?: object;
  readonly payment_method?: object;
}

/**
 * An answer in Stripe's error envelope. `executed` tells whether the operation had begun: only such answers are kept
 * under an idempotency key, because a request that failed validation did nothing that a retry could repeat.
 */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: FailureBody;
  readonly executed: boolean;

  constructor(status: number, body: FailureBody, executed = false) {
    super(body.message);
    this.name = 'StripeFailure';
    this.status = status;
    this.body = body.code ? { ...body, doc_url: docUrl(body.code) } : body;
    this.executed = executed;
  }
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}

/** A refusal before anything was done. */
export function invalidRequest(message: string, more: Partial<FailureBody> = {}): StripeFailure {
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...more });
}
