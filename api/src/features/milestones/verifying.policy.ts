export type VerifierRole = 'hta_verifier' | 'volunteer_verifier';
export type Answer = 'yes' | 'no' | 'cannot_tell';

/** What one drawn person has said so far about one report. */
export interface Opinion {
  readonly role: VerifierRole;
  readonly state: 'drawn' | 'accepted' | 'declined' | 'answered';
  readonly result: Answer | null;
  /** Staff looked into this "no" and do not share it (R70). */
  readonly isSetAside: boolean;
}

export type Verdict =
  | { readonly kind: 'verified' }
  | { readonly kind: 'doubt' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'draw'; readonly roles: readonly VerifierRole[] };

/**
 * R66: a milestone is verified by one verifier of an endorsing association and volunteers, or by
 * volunteers alone: never by the association alone. One "no" stops everything until staff decide
 * (R70); whoever declined, could not tell or was set aside is replaced by another draw.
 */
export function verdictOf(opinions: readonly Opinion[], needed: number): Verdict {
  const standing = opinions.filter(stillCounts);
  if (standing.some((opinion) => opinion.result === 'no')) return { kind: 'doubt' };
  const missing = missingRoles(standing, needed);
  if (missing.length > 0) return { kind: 'draw', roles: missing };
  return standing.every((opinion) => opinion.result === 'yes')
    ? { kind: 'verified' }
    : { kind: 'waiting' };
}

function stillCounts(opinion: Opinion): boolean {
  return opinion.state !== 'declined' && opinion.result !== 'cannot_tell' && !opinion.isSetAside;
}

/** Which kinds of verifier are to be drawn so that enough people are on the case. */
function missingRoles(standing: readonly Opinion[], needed: number): VerifierRole[] {
  const ofAssociation = standing.filter(({ role }) => role === 'hta_verifier').length;
  const volunteers = standing.length - ofAssociation;
  // More than one verifier of the association counts once: independence is what is counted.
  const counted = volunteers + Math.min(ofAssociation, 1);
  const count = Math.max(0, needed - counted);
  if (count === 0) return [];
  const first: VerifierRole = ofAssociation === 0 ? 'hta_verifier' : 'volunteer_verifier';
  return [first, ...Array<VerifierRole>(count - 1).fill('volunteer_verifier')];
}

export interface Candidate {
  readonly personId: string;
  readonly role: VerifierRole;
}

/**
 * Takes one candidate of the role at random; a volunteer stands in where the association has nobody
 * (R66: "or 2 volunteers"), never the other way round. Null when nobody is left.
 */
export function pickVerifier(
  role: VerifierRole,
  candidates: readonly Candidate[],
  randomIndex: (length: number) => number,
): Candidate | null {
  const ofRole = candidates.filter((candidate) => candidate.role === role);
  const pool =
    ofRole.length === 0 && role === 'hta_verifier'
      ? candidates.filter((candidate) => candidate.role === 'volunteer_verifier')
      : ofRole;
  return pool[randomIndex(pool.length)] ?? null;
}

export type EvidenceKind = 'photo' | 'invoice' | 'minutes' | 'acceptance_protocol';

/** Kinds of evidence the plan asks for and the report does not bring. */
export function missingEvidence(
  required: readonly string[],
  brought: Readonly<Record<EvidenceKind, number>>,
): string[] {
  const counts: Readonly<Record<string, number | undefined>> = brought;
  return required.filter((kind) => (counts[kind] ?? 0) === 0);
}

/** Each criterion answered once, none twice, none that does not exist. */
export function answersAreComplete(
  criteria: number,
  answers: readonly { readonly criterion: number }[],
): boolean {
  const given = new Set(answers.map(({ criterion }) => criterion));
  return (
    answers.length === criteria &&
    given.size === criteria &&
    [...given].every((number) => number >= 1 && number <= criteria)
  );
}

/** Nobody says yes to the whole and no to a part of it, or no to the whole and yes to every part. */
export function answersContradict(
  result: Answer,
  answers: readonly { readonly answer: Answer }[],
): boolean {
  if (result === 'yes') return answers.some(({ answer }) => answer === 'no');
  if (result === 'no') return answers.every(({ answer }) => answer === 'yes');
  return false;
}
