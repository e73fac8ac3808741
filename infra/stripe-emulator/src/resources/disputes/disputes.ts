import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import { evidenceSize } from '../files/files.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { decideDispute, isOver, type Decision } from './dispute-lifecycle.js';

type Dispute = Stripe.Dispute;
type UpdateParams = Stripe.DisputeUpdateParams;
type EvidenceParams = NonNullable<UpdateParams['evidence']>;

/** Every text of the evidence; appeals and the card networks' own programmes are not emulated. */
const TEXTS = [
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

const FILES = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const;

/** What banks take at once, of all files and of all texts together. */
const FILE_BYTES_MAX = 4_500_000;
const CHARACTERS_MAX = 150_000;

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

function checkEvidence(emulator: Emulator, evidence: Dispute['evidence']): void {
  const bytes = FILES.reduce((sum, name) => {
    const file = evidence[name];
    const param = `evidence[${name}]`;
    return typeof file === 'string' ? sum + evidenceSize(emulator, file, param) : sum;
  }, 0);
  if (bytes > FILE_BYTES_MAX)
    throw refused(
      'The files of the evidence are larger than 4.5MB together.',
      undefined,
      'evidence',
    );
  const kept = evidence as unknown as Readonly<Record<string, unknown>>;
  const characters = TEXTS.reduce((sum, name) => sum + textOf(kept[name]).length, 0);
  if (characters > CHARACTERS_MAX)
    throw refused(
      `The texts of the evidence are longer than ${CHARACTERS_MAX} characters together.`,
      undefined,
      'evidence',
    );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Evidence that is written down is kept; evidence that is submitted goes to the bank and cannot be taken back. */
function withEvidence(
  { evidence, evidence_details: details, status }: Dispute,
  change: EvidenceParams | undefined,
  { submits, now }: { submits: boolean; now: number },
): Partial<Dispute> {
  const submitted: Partial<Dispute['evidence_details']> = submits
    ? {
        submission_count: details.submission_count + 1,
        submission_method: 'manual',
        past_due: details.due_by !== null && now > details.due_by,
      }
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
  if (params.evidence) checkEvidence(emulator, merged(dispute.evidence, params.evidence));
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  const updated = emulator.changeAndEmit('charge.dispute.updated', 'dispute', id, {
    ...(isAnswer && withEvidence(dispute, params.evidence, { submits, now: emulator.now })),
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
      ...[...TEXTS, ...FILES].map((name) => `evidence.${name}`),
    ],
    run: update,
  },
  'disputes.close': { honours: ['expand'], run: close },
  'disputes.list': { honours: [...LIST, ...CREATED, 'charge', 'payment_intent'], run: list },
};
