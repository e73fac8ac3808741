import type { Localized } from '../localized.dto.js';
import type { OrganisationCard } from '../organisations/organisations.views.js';
import type { EndorsementState } from './endorsement.states.js';

export interface EndorsementView {
  readonly id: string;
  readonly projectId: string;
  /** For the work list of an association; absent where the project is known anyway. */
  readonly projectTitle?: Localized;
  readonly association: OrganisationCard;
  readonly state: EndorsementState;
  readonly callNumber: 0 | 1 | 2;
  readonly openedAt: string | null;
  readonly closesAt: string | null;
  readonly decidedAt: string | null;
  readonly validUntil: string | null;
  readonly decisionBody: 'assembly' | 'board';
  /** Members entitled on the day of the call minus declared conflicts (ruling 42). */
  readonly quorumBase: number;
  readonly voted: number;
  readonly quorumNeeded: number;
  /** Counts are told when the call has ended. */
  readonly yes: number | null;
  readonly no: number | null;
  readonly abstain: number | null;
  readonly excludedForConflict: number;
  readonly statement: string | null;
  readonly secretBallot: boolean;
  /** For a signed-in member: may vote now, has voted already. */
  readonly my: { readonly mayVote: boolean; readonly hasVoted: boolean } | null;
}
