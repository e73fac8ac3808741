import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import type { OrganisationCard } from '@vatra/shared/organisations/organisations.views';
import { isRunning, type EndorsementRecord } from './endorsement.record.js';
import { quorumBase, quorumNeeded } from './quorum.policy.js';

export interface EndorsementParts {
  readonly endorsement: EndorsementRecord;
  readonly association: OrganisationCard;
  readonly answered: { readonly voted: number; readonly excluded: number };
  /** Null for visitors and for people outside the call. */
  readonly standing: { readonly hasVoted: boolean } | null;
  readonly isSignedIn: boolean;
}

/** R27: counts, dates and exclusions; what was voted only when the call has ended. */
export function endorsementView(parts: EndorsementParts): EndorsementView {
  const { endorsement, answered, standing } = parts;
  return {
    id: endorsement.id,
    projectId: endorsement.projectId,
    association: parts.association,
    state: endorsement.state,
    callNumber: endorsement.callNumber,
    openedAt: iso(endorsement.openedAt),
    closesAt: iso(endorsement.closesAt),
    decidedAt: iso(endorsement.decidedAt),
    validUntil: iso(endorsement.validUntil),
    decisionBody: endorsement.decisionBody,
    ...quorumOf(endorsement, answered.excluded),
    voted: answered.voted,
    yes: endorsement.yes,
    no: endorsement.no,
    abstain: endorsement.abstain,
    excludedForConflict: answered.excluded,
    statement: endorsement.statement,
    secretBallot: endorsement.secretBallot,
    my: parts.isSignedIn ? standingView(endorsement, standing) : null,
  };
}

function standingView(
  endorsement: EndorsementRecord,
  standing: EndorsementParts['standing'],
): NonNullable<EndorsementView['my']> {
  if (standing === null) return { mayVote: false, hasVoted: false };
  const { hasVoted } = standing;
  return { mayVote: isRunning(endorsement) && !hasVoted, hasVoted };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function quorumOf(
  endorsement: EndorsementRecord,
  excluded: number,
): Pick<EndorsementView, 'quorumBase' | 'quorumNeeded'> {
  const { callNumber, decisionBody, entitled, secretBallot } = endorsement;
  if (callNumber === 0) return { quorumBase: 0, quorumNeeded: 0 };
  const call = { number: callNumber, body: decisionBody, entitled, isSecret: secretBallot };
  const tally = { yes: 0, no: 0, abstain: 0, excluded };
  return { quorumBase: quorumBase(call, tally), quorumNeeded: quorumNeeded(call, tally) };
}
