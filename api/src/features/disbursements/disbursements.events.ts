import { defineEvent } from '../../platform/outbox/events.js';

interface AgreementFact extends Record<string, string> {
  projectId: string;
}

interface TrancheFact extends Record<string, string | number> {
  trancheId: string;
  projectId: string;
  number: number;
}

export const AGREEMENT_MADE = defineEvent<AgreementFact>('agreement.made');
export const AGREEMENT_SIGNED = defineEvent<AgreementFact>('agreement.signed');
/** 45 days went by without both signatures; 15 days of notice begin. */
export const AGREEMENT_OVERDUE = defineEvent<AgreementFact>('agreement.overdue');
/** L12, L13: a gift went back for good, and with it a part of what was still to be paid; the cause is a dispute or a refund. */
export const GRANT_SHRUNK = defineEvent<{
  projectId: string;
  causeId: string;
  lostMinor: number;
  grantMinor: number;
}>('agreement.grant_shrunk');
/** L11: a gift came back that was no part of the grant; the cause is a dispute, or the gift that stays. */
export const GRANT_GROWN = defineEvent<{
  projectId: string;
  causeId: string;
  gainedMinor: number;
  grantMinor: number;
}>('agreement.grant_grown');
/** The project is cancelled; its donors are asked what becomes of their money (R82). */
export const AGREEMENT_CANCELLED = defineEvent<AgreementFact>('agreement.cancelled');

/** N9: two staff stopped the works; everybody who gave is told. */
export const WORKS_SUSPENDED = defineEvent<{ projectId: string; decisionId: string }>(
  'works.suspended',
);

interface PurposeFact extends Record<string, string> {
  changeId: string;
  projectId: string;
}

/** R78: the authority wants to use the money differently; its associations are asked. */
export const PURPOSE_PROPOSED = defineEvent<PurposeFact>('purpose.proposed');
export const PURPOSE_REFUSED = defineEvent<PurposeFact>('purpose.refused');
/** An association agreed: donors and funders decide, for 21 days. */
export const PURPOSE_ASKED = defineEvent<PurposeFact>('purpose.asked');
/** N9: it is in force, for what was left with the project. */
export const PURPOSE_CHANGED = defineEvent<PurposeFact>('purpose.changed');
/** Nobody left anything. */
export const PURPOSE_LAPSED = defineEvent<PurposeFact>('purpose.lapsed');

interface RecoveryFact extends Record<string, string> {
  recoveryId: string;
  projectId: string;
}

/** N11: the authority is told that money is wanted back, and when it is late. */
export const RECOVERY_DEMANDED = defineEvent<RecoveryFact>('recovery.demanded');
export const RECOVERY_OVERDUE = defineEvent<RecoveryFact>('recovery.overdue');

export const TRANCHE_CONDITIONS_MET = defineEvent<TrancheFact>('tranche.conditions_met');
export const TRANCHE_PREPARED = defineEvent<TrancheFact>('tranche.prepared');
export const TRANCHE_APPROVED = defineEvent<TrancheFact>('tranche.approved');
export const TRANCHE_SENT = defineEvent<TrancheFact>('tranche.sent');
/** N5: the bank has paid; everybody who gave is told, with the evidence. */
export const TRANCHE_CONFIRMED = defineEvent<TrancheFact>('tranche.confirmed');
export const TRANCHE_FAILED = defineEvent<TrancheFact>('tranche.failed');
export const TRANCHE_RETURNED = defineEvent<TrancheFact>('tranche.returned');
/** The payee's bank did not take it, or Stripe takes no order: it waits in the payee's account there. */
export const PAYOUT_FAILED = defineEvent<TrancheFact & { payoutTry: number }>(
  'tranche.payout_failed',
);
export const TRANCHE_HELD = defineEvent<TrancheFact>('tranche.held');

export const PAYEE_VERIFIED = defineEvent<{ payeeAccountId: string; organisationId: string }>(
  'payee.verified',
);
export const PAYEE_REFUSED = defineEvent<{ payeeAccountId: string; organisationId: string }>(
  'payee.refused',
);
