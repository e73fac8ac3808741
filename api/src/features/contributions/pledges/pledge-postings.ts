import type { Posting } from '../../ledger/ledger.service.js';
import type { PledgeRecord } from './pledge.record.js';

/** L24: what is promised to the project stands beside the money, off its balance. */
export function pledgedPosting(pledge: PledgeRecord): Posting {
  return { ...about(pledge), purposeKey: `L24:${pledge.id}`, lines: pair(pledge, '9200', '9201') };
}

/** L24 reversed: paid, withdrawn or lapsed, it is no promise any more. */
export function endedPosting(pledge: PledgeRecord): Posting {
  const purposeKey = `L24:ended:${pledge.id}`;
  return { ...about(pledge), purposeKey, lines: pair(pledge, '9201', '9200') };
}

function about({ id, projectId }: PledgeRecord): Pick<Posting, 'kind' | 'subject' | 'projectId'> {
  return { kind: 'L24', subject: { kind: 'pledge', id }, projectId };
}

function pair({ projectId, giftMinor }: PledgeRecord, debit: string, credit: string) {
  return [
    { account: { code: debit, subjectId: projectId }, debitMinor: giftMinor },
    { account: { code: credit, subjectId: projectId }, creditMinor: giftMinor },
  ];
}
