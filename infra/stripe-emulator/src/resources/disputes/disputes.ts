import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { decideDispute, isOver, type Decision } from './dispute-lifecycle.js';

type Dispute = Stripe.Dispute;
type UpdateParams = Stripe.DisputeUpdateParams;
type EvidenceParams = NonNullable<UpdateParams['evidence']>;

/** Every text of the evidence; files, appeals and the card networks' own programmes are not emulated. */
const EVIDENCE = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
];

/** Stripe's test texts that decide a dispute without a bank. */
const DECIDING_TEXTS: ReadonlyMap<string, Decision> = new Map([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
  ['escalate_inquiry_evidence', 'escalated'],
]);

function checkOpen(dispute: Dispute): void {
  if (isOver(dispute.status)) throw refused('This dispute is already closed.');
  if (dispute.status.endsWith('under_review'))
    throw refused('Evidence for this dispute has already been submitted.');
}

function merged(old: Dispute['evidence'], change: EvidenceParams): Dispute['evidence'] {
  return { ...old, ...(change as Partial<Dispute['evidence']>) };
}

/** Evidence that is written down is kept; evidence that is submitted goes to the bank and cannot be taken back. */
function withEvidence(
  { evidence, evidence_details: details, status }: Dispute,
  change: EvidenceParams | undefined,
  submits: boolean,
): Partial<Dispute> {
  const submitted: Partial<Dispute['evidence_details']> = submits
    ? { submission_count: details.submission_count + 1, submission_method: 'manual' }
    : {};
  return {
    evidence: change ? merged(evidence, change) : evidence,
    evidence_details: {
      ...details,
      has_evidence: details.has_evidence || change !== undefined,
      ...submitted,
    },
    ...(submits && {
      status: status === 'warning_needs_response' ? 'warning_under_review' : 'under_review',
    }),
  };
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<UpdateParams>(call);
  const dispute = emulator.book.get('dispute', id, 'dispute');
  const isAnswer = params.evidence !== undefined || params.submit === true;
  if (isAnswer) checkOpen(dispute);
  const submits = isAnswer && params.submit !== false;
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  const updated = emulator.changeAndEmit('charge.dispute.updated', 'dispute', id, {
    ...(isAnswer && withEvidence(dispute, params.evidence, submits)),
    metadata: mergeMetadata(dispute.metadata, metadata),
  });
  const text = updated.evidence.uncategorized_text ?? '';
  const decision = submits ? DECIDING_TEXTS.get(text) : undefined;
  return decision ? decided(emulator, updated, decision) : updated;
}

/** A test text that does not fit the state decides nothing, as any other text. */
function decided(emulator: Emulator, dispute: Dispute, decision: Decision): Dispute {
  const isInquiry = dispute.status.startsWith('warning_');
  if (isInquiry !== (decision === 'escalated')) return dispute;
  return decideDispute(emulator, dispute.id, decision);
}

function close({ emulator, id }: Call): object {
  const dispute = emulator.book.get('dispute', id, 'dispute');
  checkOpen(dispute);
  const decision = dispute.status === 'needs_response' ? 'lost' : 'warning_closed';
  return decideDispute(emulator, id, decision);
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.DisputeListParams>(call);
  return pageOf(call.emulator, 'dispute', params, {
    url: '/v1/disputes',
    matches: (dispute) =>
      (params.charge === undefined || dispute.charge === params.charge) &&
      (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent),
  });
}

export const disputes: Handlers = {
  'disputes.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('dispute', id, 'dispute'),
  },
  'disputes.update': {
    honours: [
      'expand',
      'metadata',
      'metadata.*',
      'submit',
      ...EVIDENCE.map((name) => `evidence.${name}`),
    ],
    run: update,
  },
  'disputes.close': { honours: ['expand'], run: close },
  'disputes.list': { honours: [...LIST, ...CREATED, 'charge', 'payment_intent'], run: list },
};
