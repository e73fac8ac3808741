import { Injectable } from '@nestjs/common';
import { findListed } from './find-listed.js';
import { disputeOf, expectObject } from './stripe-objects.js';
import { listing, StripeGateway } from './stripe.gateway.js';
import type { StripeDispute } from './stripe.types.js';

const EVIDENCE = 'dispute_evidence';

export interface NewEvidenceFile {
  /** How it is found again: the provider keeps no other mark of ours with a file. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** What goes to the bank; null is left out. */
export interface NewEvidence {
  readonly disputeId: string;
  readonly answerId: string;
  readonly operationId: string;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly description: string;
  readonly refundPolicy: string;
  readonly explanation: string;
  readonly serviceDate: string | null;
  readonly receipt: string | null;
  readonly correspondence: string | null;
  readonly works: string | null;
}

/** Answers to cardholders' banks. What was submitted cannot be taken back. */
@Injectable()
export class DisputesGateway {
  constructor(private readonly stripe: StripeGateway) {}

  /** The provider's id of the file. */
  upload({ name, mediaType, bytes }: NewEvidenceFile, key: string): Promise<string> {
    const file = { data: bytes, name, type: mediaType };
    return this.stripe.call(async (sdk) => {
      const params = { file, purpose: EVIDENCE };
      return expectObject(await sdk.files.create(params, { idempotencyKey: key }), 'file').id;
    });
  }

  /** Among those that were uploaded since; null when it never arrived. */
  async findUpload(name: string, since: Date): Promise<string | null> {
    const window = { from: since };
    const found = await findListed(
      (after) =>
        this.stripe.page(
          (sdk) => sdk.files.list({ purpose: EVIDENCE, ...listing(window, after) }),
          ({ id, filename }) => ({ id, filename }),
        ),
      ({ filename }) => filename === name,
    );
    return found?.id ?? null;
  }

  get(id: string): Promise<StripeDispute> {
    return this.stripe.getDispute(id);
  }

  submit(evidence: NewEvidence, key: string): Promise<StripeDispute> {
    const { disputeId, answerId, operationId } = evidence;
    const params = {
      submit: true,
      metadata: { answer_id: answerId, operation_id: operationId },
      evidence: given({
        customer_name: evidence.customerName,
        customer_email_address: evidence.customerEmail,
        product_description: evidence.description,
        refund_policy_disclosure: evidence.refundPolicy,
        uncategorized_text: evidence.explanation,
        service_date: evidence.serviceDate,
        receipt: evidence.receipt,
        customer_communication: evidence.correspondence,
        service_documentation: evidence.works,
      }),
    };
    return this.stripe.call(async (sdk) =>
      disputeOf(
        this.stripe.answer(await sdk.disputes.update(disputeId, params, { idempotencyKey: key }), {
          id: disputeId,
        }),
      ),
    );
  }

  /** The claim is accepted: the money stays with the bank. */
  close(id: string, key: string): Promise<StripeDispute> {
    return this.stripe.call(async (sdk) =>
      disputeOf(
        this.stripe.answer(await sdk.disputes.close(id, {}, { idempotencyKey: key }), { id }),
      ),
    );
  }
}

function given(texts: Readonly<Record<string, string | null>>): Record<string, string> {
  const found = Object.entries(texts).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(found);
}
