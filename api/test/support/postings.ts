import { randomUUID } from 'node:crypto';
import type { Posting } from '../../src/features/ledger/ledger.service.js';

/** L1 of a gift without tip: the whole fee is the project's. */
export function gift(projectId: string, grossMinor: number, feeMinor: number): Posting {
  const id = randomUUID();
  const fund = { code: '2100', subjectId: projectId };
  return {
    kind: 'L1',
    purposeKey: `L1:${id}`,
    subject: { kind: 'contribution', id },
    projectId,
    lines: [
      { account: { code: '1010' }, debitMinor: grossMinor - feeMinor },
      { account: fund, debitMinor: feeMinor },
      { account: fund, creditMinor: grossMinor },
    ],
  };
}

/** The first half of L13: out of the fund, owed to the donor. */
export function refund(projectId: string, minor: number): Posting {
  const id = randomUUID();
  return {
    kind: 'L13',
    purposeKey: `L13:${id}`,
    subject: { kind: 'contribution', id },
    projectId,
    lines: [
      { account: { code: '2100', subjectId: projectId }, debitMinor: minor },
      { account: { code: '2130' }, creditMinor: minor },
    ],
  };
}

/** The first half of L9: out of the fund, on its way. */
export function tranche(projectId: string, minor: number): Posting {
  const id = randomUUID();
  return {
    kind: 'L9',
    purposeKey: `L9:sent:${id}`,
    subject: { kind: 'tranche', id },
    projectId,
    lines: [
      { account: { code: '2100', subjectId: projectId }, debitMinor: minor },
      { account: { code: '2300' }, creditMinor: minor },
    ],
  };
}
