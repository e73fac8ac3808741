import type { Localized } from '../localized.dto.js';
import type { PlanningRateDto } from '../projects/projects.dto.js';
import type { CurrencyMode } from './exchange.js';
import type { PayeeAccountState } from './payee-account.states.js';
import type { RecoveryView } from './recoveries.views.js';
import type { TrancheHold } from './tranche-holds.js';
import type { TransferView } from './stripe-rail.views.js';
import type { TrancheState } from './tranche.states.js';

export interface PayeeAccountView {
  readonly id: string;
  readonly organisationId: string;
  /** Country and last four characters only. */
  readonly ibanMasked: string;
  readonly holder: string;
  readonly rail: 'bank_transfer' | 'stripe_transfer';
  readonly kind: 'bank' | 'treasury' | 'stripe';
  /** Whether the account can be sent to now; Stripe may take that away. */
  readonly isAble: boolean;
  readonly state: PayeeAccountState;
  /** A changed account rests 72 hours (R73). */
  readonly activeFrom: string | null;
  readonly offeredAt: string;
  readonly decisionReason: string | null;
  /** Of the bank letter, for those who may open it. */
  readonly bankLetterFileId: string | null;
  readonly organisationName: string | null;
}

export interface AgreementView {
  readonly projectId: string;
  readonly textVersion: number;
  readonly text: Localized;
  readonly tier: 'minimum' | 'optimum';
  readonly grantTotalMinor: number;
  readonly signedByAuthorityAt: string | null;
  readonly signedByOperatorAt: string | null;
  readonly witnessedAt: string | null;
  readonly dueAt: string;
  readonly procurementPapersAt: string | null;
  readonly currencyMode: CurrencyMode;
  readonly planningRate: PlanningRateDto | null;
  /** R76: of the grant, kept back for dearer lei; 0 where the euro are fixed. */
  readonly reserveMinor: number;
  /** Money demanded back, newest first. */
  readonly recoveries: readonly RecoveryView[];
  /** R74: minutes of how suppliers were chosen, the oldest first. */
  readonly minutes: readonly ProcurementMinutesView[];
  /** R74: suppliers whose invoices were shown and whose choice was not. */
  readonly suppliersWithoutMinutes: readonly string[];
  /** R57: suppliers by name, from minutes and invoices, of whom nobody said the registration number. */
  readonly suppliersWithoutNumber: readonly string[];
}

export interface ProcurementMinutesView {
  readonly supplier: string;
  /** Of the register of firms; null where nobody said it. */
  readonly registerNumber: string | null;
  readonly bidders: number;
  readonly decidedOn: string;
  readonly filePath: string;
}

export interface TrancheConditionView {
  /** Rule and stable word: R65 `agreement`, R64 `spending-report`. */
  readonly rule: string;
  readonly code: string;
  readonly met: boolean;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface TrancheView {
  readonly id: string;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectTitle: Localized;
  readonly number: number;
  readonly percent: number;
  readonly amountMinor: number;
  readonly state: TrancheState;
  readonly conditions: readonly TrancheConditionView[];
  readonly payee: PayeeAccountView | null;
  /** Present once prepared: what an approval must name. */
  readonly contentHash: string | null;
  readonly preparedAt: string | null;
  readonly approvals: number;
  readonly approvalsNeeded: number;
  readonly sentAt: string | null;
  readonly confirmedAt: string | null;
  readonly instructionId: string | null;
  readonly bankReference: string | null;
  /** Of a payment through Stripe, once it was approved. */
  readonly transfer: TransferView | null;
  /** R76: null where nobody named a rate to plan with. */
  readonly exchange: TrancheExchangeView | null;
  readonly holdReason: TrancheHold | null;
  readonly dueAt: string | null;
  readonly may: readonly string[];
}

/** R76: lei in bani, rates in ten-thousandths of a leu for one euro. */
export interface TrancheExchangeView {
  readonly mode: CurrencyMode;
  readonly planningRateE4: number;
  /** What is fixed in lei, or what the euro are at the planned rate. */
  readonly plannedMdlMinor: number;
  /** What the maker was asked for by the bank; null where the euro are fixed. */
  readonly bankRateE4: number | null;
  readonly receivedMdlMinor: number | null;
  readonly actualRateE4: number | null;
  readonly differenceMdlMinor: number | null;
}

/** What a checker sees on one screen (domain 5.2): conditions, evidence, balances, payee changes. */
export interface TrancheSheetView {
  readonly tranche: TrancheView;
  readonly contributionsBalanceMinor: number;
  /** Without what is frozen. */
  readonly matchingBalanceMinor: number;
  /** L10: the project's own, and not to be paid while banks decide about the gifts that brought it. */
  readonly matchingFrozenMinor: number;
  readonly availableMinor: number;
  /** Younger than 14 days: not disbursed yet (R72). */
  readonly youngMinor: number;
  readonly payeeChangedRecently: boolean;
  readonly milestoneNumber: number | null;
  readonly reviewedProjectMyself: boolean;
  readonly preparedByMe: boolean;
}

export interface StatementImportView {
  readonly id: string;
  readonly importedAt: string;
  readonly lines: number;
  /** Lines an earlier file had brought already. */
  readonly known: number;
  /** Booked entries in other currencies, named and not taken. */
  readonly leftOut: number;
  readonly matched: number;
  readonly unmatched: readonly {
    readonly reference: string;
    readonly amountMinor: number;
    readonly direction: 'in' | 'out';
    readonly bookedOn: string;
  }[];
}

/** A payment file the bank can be given; its content is for finance only. */
export interface PaymentFileView {
  readonly id: string;
  readonly trancheId: string;
  readonly trancheNumber: number;
  readonly projectTitle: Localized;
  readonly messageId: string;
  readonly instructionId: string;
  readonly attempt: number;
  readonly amountMinor: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly madeAt: string;
  readonly trancheState: TrancheState;
}

/** Work list of the administrator: agreements that wait for the operator's signature. */
export interface AgreementRowView {
  readonly projectId: string;
  readonly projectTitle: Localized;
  readonly authorityName: string;
  readonly grantTotalMinor: number;
  readonly signedByAuthorityAt: string | null;
  readonly signedByOperatorAt: string | null;
  readonly dueAt: string;
}
