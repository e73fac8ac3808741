import type { Posting, PostingLine } from '../../ledger/ledger.service.js';
import type { KeptLine } from '../../payments/payments.service.js';
import { openMinorOf, type RecoveryRecord } from './recovery.record.js';

const CLIENT_BANK = { code: '1100' };

type About = Pick<RecoveryRecord, 'id' | 'projectId'>;

const about = ({ id, projectId }: About) =>
  ({ kind: 'L21', subject: { kind: 'recovery', id }, projectId }) as const;

const owed = ({ projectId }: About) => ({ code: '1310', subjectId: projectId });
const apart = ({ projectId }: About) => ({ code: '2120', subjectId: projectId });

/** L21, the demand: owed to the project and kept apart, so that nothing is ever paid out of a demand. */
export function demandedPosting(recovery: RecoveryRecord): Posting {
  const { id, demandedMinor, reason } = recovery;
  return {
    ...about(recovery),
    purposeKey: `L21:demanded:${id}`,
    reason,
    facts: { step: 'demanded' },
    lines: [
      { account: owed(recovery), debitMinor: demandedMinor },
      { account: apart(recovery), creditMinor: demandedMinor },
    ],
  };
}

/** L21, the receipt. */
export function receivedPosting(recovery: RecoveryRecord, line: KeptLine): Posting {
  return {
    ...about(recovery),
    purposeKey: `L21:received:${line.id}`,
    valueDate: line.valueOn,
    facts: { step: 'received' },
    lines: [
      { account: CLIENT_BANK, debitMinor: line.amountMinor },
      { account: owed(recovery), creditMinor: line.amountMinor },
    ],
  };
}

/** L21: what has come goes back to where it had been drawn from. */
export function creditedPosting(
  recovery: RecoveryRecord,
  parts: { readonly giftsMinor: number; readonly matchingMinor: number },
): Posting {
  const { id, projectId: subjectId, recoveredMinor } = recovery;
  const funds: PostingLine[] = [
    { account: { code: '2100', subjectId }, creditMinor: parts.giftsMinor },
    { account: { code: '2110', subjectId }, creditMinor: parts.matchingMinor },
  ];
  const creditedMinor = parts.giftsMinor + parts.matchingMinor;
  return {
    ...about(recovery),
    purposeKey: `L21:credited:${id}:${String(recoveredMinor)}`,
    facts: { step: 'credited' },
    lines: [{ account: apart(recovery), debitMinor: creditedMinor }, ...funds],
  };
}

/** L21 undone for what will not come: the loss is the project's, and public (R82). */
export function writtenOffPosting(recovery: RecoveryRecord, reason: string): Posting {
  const lostMinor = openMinorOf(recovery);
  return {
    ...about(recovery),
    purposeKey: `L21:written-off:${recovery.id}`,
    reason,
    facts: { step: 'written_off' },
    lines: [
      { account: apart(recovery), debitMinor: lostMinor },
      { account: owed(recovery), creditMinor: lostMinor },
    ],
  };
}
