import type { Actor } from '../../../platform/actor.js';
import type { Posting } from '../../ledger/ledger.service.js';
import type { SheetRecord } from './offline-sheet.record.js';

const CLIENT_BANK = { code: '1100' };

function about({ id, projectId }: SheetRecord): Pick<Posting, 'subject' | 'projectId'> {
  return { subject: { kind: 'offline_sheet', id }, projectId };
}

/** Cash in the hands of the association. */
function cashOf({ organisationId }: SheetRecord) {
  return { code: '1300', subjectId: organisationId };
}

/** What is collected for the project and not at the bank yet. */
function unbankedOf({ projectId }: SheetRecord) {
  return { code: '2120', subjectId: projectId };
}

/** L6: two collectors stand for it. */
export function recordedPosting(sheet: SheetRecord, minor: number, actor: Actor): Posting {
  return {
    ...about(sheet),
    kind: 'L6',
    purposeKey: `L6:${sheet.id}`,
    actor,
    facts: { sheet: sheet.number },
    lines: [
      { account: cashOf(sheet), debitMinor: minor },
      { account: unbankedOf(sheet), creditMinor: minor },
    ],
  };
}

/** L6 for one receipt that was forgotten, or its undoing for one that was wrong. */
export function correctedPosting(
  sheet: SheetRecord,
  line: { readonly id: string; readonly kind: 'gift' | 'counter'; readonly amountMinor: number },
  actor: Actor,
): Posting {
  const posting = recordedPosting(sheet, line.amountMinor, actor);
  const isCounter = line.kind === 'counter';
  return {
    ...posting,
    purposeKey: `L6:${line.kind}:${line.id}`,
    lines: isCounter ? posting.lines.map(undone) : posting.lines,
  };
}

/** L6 undone for what never came: the books stop promising it. */
export function writtenOffPosting(
  sheet: SheetRecord,
  minor: number,
  by: { readonly actor: Actor; readonly reason: string },
): Posting {
  return {
    ...recordedPosting(sheet, minor, by.actor),
    purposeKey: `L6:written-off:${sheet.id}`,
    reason: by.reason,
    lines: recordedPosting(sheet, minor, by.actor).lines.map(undone),
  };
}

/**
 * L7: the bank shows it. What counts goes into the project's fund; what came too late or was too
 * much waits for its donor's choice.
 */
export function arrivedPosting(
  sheet: SheetRecord,
  arrival: { readonly id: string; readonly valueOn: string },
  parts: { readonly countedMinor: number; readonly otherMinor: number },
): Posting {
  const minor = parts.countedMinor + parts.otherMinor;
  const subjectId = sheet.projectId;
  return {
    ...about(sheet),
    kind: 'L7',
    purposeKey: `L7:${arrival.id}`,
    valueDate: arrival.valueOn,
    facts: { sheet: sheet.number },
    lines: [
      { account: CLIENT_BANK, debitMinor: minor },
      { account: cashOf(sheet), creditMinor: minor },
      { account: unbankedOf(sheet), debitMinor: minor },
      { account: { code: '2100', subjectId }, creditMinor: parts.countedMinor },
      { account: { code: '2140', subjectId }, creditMinor: parts.otherMinor },
    ],
  };
}

function undone(line: Posting['lines'][number]): Posting['lines'][number] {
  return {
    account: line.account,
    debitMinor: line.creditMinor ?? 0,
    creditMinor: line.debitMinor ?? 0,
  };
}
