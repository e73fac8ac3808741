import type { Posting } from '../../ledger/ledger.service.js';
import type { FundRecord } from './fund.record.js';

interface Reserved {
  readonly id: string;
  readonly fundId: string;
  readonly projectId: string;
}

const FREE = '2200';
const RESERVED = '2210';
const COMMITTED = '2110';
const RESERVE = '2160';

function about({ id, projectId }: Reserved): Pick<Posting, 'subject' | 'projectId'> {
  return { subject: { kind: 'match_reservation', id }, projectId };
}

/** L2: promised to a project, still the fund's. */
export function reservePosting(
  reservation: Reserved,
  amountMinor: number,
  entryId: string,
): Posting {
  const { id, fundId } = reservation;
  return {
    ...about(reservation),
    id: entryId,
    kind: 'L2',
    purposeKey: `L2:${id}`,
    lines: [
      { account: { code: FREE, subjectId: fundId }, debitMinor: amountMinor },
      { account: { code: RESERVED, subjectId: fundId }, creditMinor: amountMinor },
    ],
  };
}

/** L3: the campaign succeeded, the match is the project's. */
export function commitPosting(reservation: Reserved, amountMinor: number): Posting {
  const { id, fundId, projectId } = reservation;
  return {
    ...about(reservation),
    kind: 'L3',
    purposeKey: `L3:${id}`,
    lines: [
      { account: { code: RESERVED, subjectId: fundId }, debitMinor: amountMinor },
      { account: { code: COMMITTED, subjectId: projectId }, creditMinor: amountMinor },
    ],
  };
}

/** L4: free again, from where it stood. A gift can go back in parts: each has its own entry. */
export function releasePosting(
  reservation: Reserved & { readonly state: string; readonly releases: number },
  amountMinor: number,
): Posting {
  const { id, fundId, projectId, state, releases } = reservation;
  const from =
    state === 'committed'
      ? { code: COMMITTED, subjectId: projectId }
      : { code: RESERVED, subjectId: fundId };
  return {
    ...about(reservation),
    kind: 'L4',
    purposeKey: `L4:${id}:${String(releases + 1)}`,
    lines: [
      { account: from, debitMinor: amountMinor },
      { account: { code: FREE, subjectId: fundId }, creditMinor: amountMinor },
    ],
  };
}

/** L22: the matching part of what a finished project did not need, where its fund's rules send it. */
export function leftoverPosting(
  about: {
    readonly fund: Pick<FundRecord, 'id' | 'leftover'>;
    readonly projectId: string;
    readonly cause: string;
  },
  amountMinor: number,
): Posting {
  const { fund, projectId, cause } = about;
  const isKept = fund.leftover === 'reserve';
  const target = isKept
    ? { code: RESERVE, subjectId: projectId }
    : { code: FREE, subjectId: fund.id };
  return {
    kind: 'L22',
    purposeKey: `L22:${fund.id}:${cause}`,
    subject: { kind: 'matching_fund', id: fund.id },
    projectId,
    lines: [
      { account: { code: COMMITTED, subjectId: projectId }, debitMinor: amountMinor },
      { account: target, creditMinor: amountMinor },
    ],
  };
}
