/** R38: how many distinct payers a campaign needs. */
export const PAYERS_MIN = 10;
/** R39: the largest part one payer may have of the net contributions. */
const SOURCE_PERCENT_MAX = 40;

export interface Findings {
  readonly countedMinor: number;
  readonly minimumMinor: number;
  readonly payers: number;
  readonly largestPayerMinor: number;
  readonly netContributionsMinor: number;
  readonly isCommitmentDecided: boolean;
  readonly isPayeeVerified: boolean;
  /** R40: a severity-1 grievance about the project is open. */
  readonly isConcerned: boolean;
  /** Pledges were charged because they seemed enough (R42). */
  readonly hasCollected: boolean;
}

export interface Verdict {
  readonly state: 'succeeded' | 'review_hold' | 'failed';
  /** Numbers of the rules that were not met. */
  readonly reasons: readonly string[];
}

/**
 * R36 decides between success and failure; R37 to R40 can only send enough money to people.
 * R42: where pledges were charged and brought too little, people decide, not the test.
 */
export function judge(findings: Findings): Verdict {
  if (findings.countedMinor < findings.minimumMinor) {
    return findings.hasCollected
      ? { state: 'review_hold', reasons: ['R42'] }
      : { state: 'failed', reasons: ['R36'] };
  }
  const reasons = [
    ...(findings.isCommitmentDecided && findings.isPayeeVerified ? [] : ['R37']),
    ...(findings.payers >= PAYERS_MIN ? [] : ['R38']),
    ...(isOneSourceTooLarge(findings) ? ['R39'] : []),
    ...(findings.isConcerned ? ['R40'] : []),
  ];
  return { state: reasons.length === 0 ? 'succeeded' : 'review_hold', reasons };
}

function isOneSourceTooLarge({ largestPayerMinor, netContributionsMinor }: Findings): boolean {
  return largestPayerMinor * 100 > netContributionsMinor * SOURCE_PERCENT_MAX;
}
