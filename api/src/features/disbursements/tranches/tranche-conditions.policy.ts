import type { TrancheConditionView } from '@vatra/shared/disbursements/disbursements.views';

/** R64: how much of the money received must be shown with invoices before more is paid. */
const SPENDING_PERCENT_NEEDED = 70;
/** More names than these do not help whoever reads the list. */
const SUPPLIERS_NAMED = 5;

/** Everything the conditions of one tranche are decided from, read in one transaction. */
export interface TrancheFacts {
  readonly isFirst: boolean;
  readonly isSecond: boolean;
  readonly isLast: boolean;
  readonly amountMinor: number;
  readonly agreementSigned: boolean;
  readonly procurementPapers: boolean;
  /** A verified account that no longer rests (R73). */
  readonly payeeActive: boolean;
  readonly previousConfirmed: boolean;
  readonly milestoneNumber: number | null;
  readonly milestoneVerified: boolean;
  readonly completionAccepted: boolean;
  /** What the authority has received of this grant so far. */
  readonly receivedMinor: number;
  readonly spentMinor: number;
  /** R74: who was paid, without minutes of how they were chosen. */
  readonly suppliersWithoutMinutes: readonly string[];
  readonly grantTotalMinor: number;
  /** What the plan of the agreed tier asks of the authority. */
  readonly laPlannedMinor: number;
  readonly laDecidedMinor: number;
  readonly laEvidencedMinor: number;
  readonly heldMinor: number;
  /** The part of it that funds added. */
  readonly matchingMinor: number;
  /** R56: what of that a fund has only promised. */
  readonly awaitedMinor: number;
  /** The part of it that is younger than 14 days (R72). */
  readonly youngMinor: number;
  /** R78, R79: its donors are asked what becomes of the money. */
  readonly donorsAsked: boolean;
  /** R98: a serious concern about the project is being looked into. */
  readonly isConcerned: boolean;
}

/** R56, R63 to R65, R72, R74, R98: the list a checker reads, each condition with its rule. */
export function conditionsOf(facts: TrancheFacts): TrancheConditionView[] {
  return [
    ...ownConditions(facts),
    ...minutesConditions(facts),
    ...shareConditions(facts),
    ...moneyConditions(facts),
  ];
}

export function allMet(conditions: readonly TrancheConditionView[]): boolean {
  return conditions.length > 0 && conditions.every(({ met }) => met);
}

function ownConditions(facts: TrancheFacts): TrancheConditionView[] {
  if (facts.isFirst) return firstConditions(facts);
  return facts.isLast ? lastConditions(facts) : middleConditions(facts);
}

function firstConditions(facts: TrancheFacts): TrancheConditionView[] {
  return [
    { rule: 'R65', code: 'agreement-signed', met: facts.agreementSigned },
    payee(facts),
    { rule: 'R65', code: 'procurement-papers', met: facts.procurementPapers },
  ];
}

function middleConditions(facts: TrancheFacts): TrancheConditionView[] {
  const neededMinor = ceilPercent(facts.receivedMinor, SPENDING_PERCENT_NEEDED);
  return [
    { rule: 'R64', code: 'previous-tranche', met: facts.previousConfirmed },
    {
      rule: 'R64',
      code: 'milestone-verified',
      met: facts.milestoneVerified,
      params: { number: facts.milestoneNumber ?? 0 },
    },
    {
      rule: 'R64',
      code: 'spending-report',
      met: facts.spentMinor >= neededMinor,
      params: { spentMinor: facts.spentMinor, neededMinor },
    },
    laShare(facts, proportionalShare(facts)),
    payee(facts),
  ];
}

function lastConditions(facts: TrancheFacts): TrancheConditionView[] {
  return [
    { rule: 'R64', code: 'previous-tranche', met: facts.previousConfirmed },
    { rule: 'R63', code: 'completion-accepted', met: facts.completionAccepted },
    { ...laShare(facts, facts.laDecidedMinor), rule: 'R63', code: 'la-share-complete' },
    payee(facts),
  ];
}

/** R74: what the first tranche paid was chosen by a committee that wrote down how. */
function minutesConditions(facts: TrancheFacts): TrancheConditionView[] {
  if (!facts.isSecond) return [];
  const missing = facts.suppliersWithoutMinutes;
  const params = { suppliers: missing.slice(0, SUPPLIERS_NAMED).join(', ') };
  return [{ rule: 'R74', code: 'procurement-minutes', met: missing.length === 0, params }];
}

/** R37 goes on after the campaign: a share the council took back is no share to compare with. */
function shareConditions({ laDecidedMinor, laPlannedMinor }: TrancheFacts): TrancheConditionView[] {
  const met = laDecidedMinor >= laPlannedMinor;
  const params = { decidedMinor: laDecidedMinor, neededMinor: laPlannedMinor };
  return met ? [] : [{ rule: 'R37', code: 'la-share-decided', met, params }];
}

function moneyConditions(facts: TrancheFacts): TrancheConditionView[] {
  const { heldMinor, youngMinor, amountMinor } = facts;
  return [
    {
      rule: 'R59',
      code: 'money-held',
      met: heldMinor >= amountMinor,
      params: { heldMinor, amountMinor },
    },
    {
      rule: 'R72',
      code: 'money-settled',
      // Where nothing is young, what is missing is missing for another reason (R59) and is said there.
      met: youngMinor <= 0 || heldMinor - youngMinor >= amountMinor,
      params: { youngMinor },
    },
    ...matchingConditions(facts),
    ...(facts.donorsAsked ? [{ rule: 'R79', code: 'donors-asked', met: false }] : []),
    ...(facts.isConcerned ? [{ rule: 'R98', code: 'serious-concern', met: false }] : []),
  ];
}

/** R62 draws each tranche on both, so none is paid while a part of the matching is a promise (R56). */
function matchingConditions({ matchingMinor, awaitedMinor }: TrancheFacts): TrancheConditionView[] {
  if (matchingMinor === 0) return [];
  const met = awaitedMinor === 0;
  return [{ rule: 'R56', code: 'matching-received', met, params: { awaitedMinor } }];
}

function payee(facts: TrancheFacts): TrancheConditionView {
  return { rule: 'R65', code: 'payee-verified', met: facts.payeeActive };
}

function laShare(facts: TrancheFacts, neededMinor: number): TrancheConditionView {
  return {
    rule: 'R64',
    code: 'la-share-evidenced',
    met: facts.laEvidencedMinor >= neededMinor,
    params: { evidencedMinor: facts.laEvidencedMinor, neededMinor },
  };
}

/** The same part of the authority's share as of the grant has been paid, rounded up to the cent. */
function proportionalShare(facts: TrancheFacts): number {
  if (facts.grantTotalMinor === 0) return 0;
  const product = BigInt(facts.laDecidedMinor) * BigInt(facts.receivedMinor);
  const whole = BigInt(facts.grantTotalMinor);
  return Number((product + whole - 1n) / whole);
}

function ceilPercent(minor: number, percent: number): number {
  return Number((BigInt(minor) * BigInt(percent) + 99n) / 100n);
}
