import type {
  AgreementView,
  PaymentFileView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { TransferView } from '@vatra/shared/disbursements/stripe-rail.views';
import type { Localized } from '@vatra/shared/localized.dto';
import type { AgreementRow, Party, SignatureRow } from '../agreements/agreements.repository.js';
import { exchangeView } from '../exchange/exchange.presenter.js';
import type { ReceiptRow } from '../exchange/exchange.repository.js';
import type { TransferRow } from '../transfers/transfers.repository.js';
import { payeeView } from '../payees/payee.presenter.js';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import type { ApprovalRow, PreparationRow } from './approvals.repository.js';
import type { PaymentFileRow } from './payment-files.repository.js';
import type { TrancheRow } from './tranches.repository.js';

/** States in which a preparation is in force. */
const PREPARED_STATES = ['prepared', 'approved', 'sent', 'confirmed', 'returned'];

export interface TrancheParts {
  readonly tranche: TrancheRow;
  readonly project: { readonly slug: string; readonly title: Localized };
  readonly payee: PayeeAccountRow | null;
  readonly preparation: PreparationRow | null;
  readonly approvals: readonly ApprovalRow[];
  /** Of the newest attempt that went through Stripe. */
  readonly transfer: TransferRow | null;
  /** Staff and members see what is needed for their work; everybody sees the rest. */
  readonly agreement: AgreementRow | null;
  readonly receipt: ReceiptRow | null;
  readonly isInside: boolean;
  readonly may: readonly string[];
}

export function trancheView(parts: TrancheParts): TrancheView {
  const { tranche, project, payee, may } = parts;
  return {
    id: tranche.id,
    projectId: tranche.projectId,
    projectSlug: project.slug,
    projectTitle: project.title,
    number: tranche.number,
    percent: tranche.percent,
    amountMinor: tranche.amountMinor,
    state: tranche.state,
    conditions: tranche.conditions,
    payee: payee === null ? null : payeeView(payee, { letter: false, organisationName: null }),
    ...approvalOf(parts),
    sentAt: timeOf(tranche.sentAt),
    confirmedAt: timeOf(tranche.confirmedAt),
    instructionId: tranche.sentAt === null ? null : tranche.instructionId,
    bankReference: tranche.bankReference,
    transfer: transferOf(parts),
    exchange: exchangeView({ ...parts, preparation: preparationInForce(parts) }),
    holdReason: tranche.holdReason,
    dueAt: timeOf(tranche.dueAt),
    may,
  };
}

function preparationInForce({ tranche, preparation }: TrancheParts): PreparationRow | null {
  return PREPARED_STATES.includes(tranche.state) ? preparation : null;
}

function approvalOf(parts: TrancheParts) {
  const { tranche, approvals, isInside } = parts;
  const preparation = preparationInForce(parts);
  if (preparation === null) {
    return { contentHash: null, preparedAt: null, approvals: 0, approvalsNeeded: 1 };
  }
  const { contentHash, preparedAt, approvalsNeeded, attempt } = preparation;
  const given = approvals.filter(
    (one) => one.trancheId === tranche.id && one.attempt === attempt,
  ).length;
  return {
    contentHash: isInside ? contentHash : null,
    preparedAt: preparedAt.toISOString(),
    approvals: given,
    approvalsNeeded,
  };
}

/** Everybody may see where the money is; what Stripe calls it is for those inside. */
function transferOf({ tranche, transfer, isInside }: TrancheParts): TransferView | null {
  if (transfer?.attempt !== tranche.attempt) return null;
  const { step, reason, returnedMinor, payoutState, payoutFailure, arrivesOn } = transfer;
  return {
    step,
    reason,
    stripeId: isInside ? transfer.stripeId : null,
    returnedMinor,
    payoutState,
    payoutFailure: isInside ? payoutFailure : null,
    arrivesOn,
    takingBackMinor: transfer.takingBackMinor,
  };
}

function timeOf(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}

export function agreementView(
  agreement: AgreementRow,
  signatures: readonly SignatureRow[],
): Omit<
  AgreementView,
  'minutes' | 'suppliersWithoutMinutes' | 'suppliersWithoutNumber' | 'recoveries'
> {
  const signedBy = (party: Party) =>
    signatures
      .find((one) => one.projectId === agreement.projectId && one.party === party)
      ?.signedAt.toISOString() ?? null;
  return {
    projectId: agreement.projectId,
    textVersion: agreement.textVersion,
    text: agreement.text,
    tier: agreement.tier,
    grantTotalMinor: agreement.grantTotalMinor,
    signedByAuthorityAt: signedBy('local_authority'),
    signedByOperatorAt: signedBy('operator'),
    witnessedAt: signedBy('association'),
    dueAt: agreement.dueAt.toISOString(),
    procurementPapersAt: timeOf(agreement.procurementPapersAt),
    currencyMode: agreement.currencyMode,
    planningRate: agreement.planningRate,
    reserveMinor: agreement.reserveMinor,
  };
}

export function paymentFileView(
  file: PaymentFileRow,
  tranche: TrancheRow,
  projectTitle: Localized,
): PaymentFileView {
  return {
    id: file.id,
    trancheId: file.trancheId,
    trancheNumber: tranche.number,
    projectTitle,
    messageId: file.messageId,
    instructionId: file.instructionId,
    attempt: file.attempt,
    amountMinor: file.amountMinor,
    sha256: file.sha256,
    bytes: file.bytes,
    madeAt: file.madeAt.toISOString(),
    trancheState: tranche.state,
  };
}
