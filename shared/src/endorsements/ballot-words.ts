export const BALLOT_CHOICES = ['yes', 'no', 'abstain'] as const;
export type BallotChoice = (typeof BALLOT_CHOICES)[number];
export const CONFLICT_KINDS = ['none', 'family', 'business', 'employment', 'party_office'] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];
