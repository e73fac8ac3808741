import type {
  SheetLineView,
  SheetSummaryView,
  SheetView,
} from '@vatra/shared/contributions/offline.views';
import type { Localized } from '@vatra/shared/localized.dto';
import type { Counts } from './offline-lines.repository.js';
import {
  missingMinor,
  standing,
  sumOf,
  type SheetLineRecord,
  type SheetRecord,
  type SignatureRecord,
  type WriteOffRecord,
} from './offline-sheet.record.js';

const CORRECTABLE = ['recorded', 'banked'];

export function summaryView(
  sheet: SheetRecord,
  organisationName: string,
  counts: Counts | undefined,
): SheetSummaryView {
  return {
    id: sheet.id,
    number: String(sheet.number).padStart(6, '0'),
    organisationId: sheet.organisationId,
    organisationName,
    event: sheet.event,
    place: sheet.place,
    heldOn: sheet.heldOn,
    state: sheet.state,
    lines: counts?.lines ?? 0,
    recordedMinor: sheet.recordedMinor,
    arrivedMinor: sheet.arrivedMinor,
    writtenOffMinor: sheet.writtenOffMinor,
    missingMinor: missingMinor(sheet),
    recordedAt: sheet.recordedAt?.toISOString() ?? null,
    shortSince: sheet.shortSince?.toISOString() ?? null,
  };
}

/** Who looks, as far as it changes what they see. */
export interface SheetReader {
  readonly personId: string | null;
  readonly isCollector: boolean;
  readonly isFinance: boolean;
}

export interface SheetParts {
  readonly sheet: SheetRecord;
  readonly lines: readonly SheetLineRecord[];
  readonly signatures: readonly SignatureRecord[];
  readonly writeOff: WriteOffRecord | null;
  readonly names: ReadonlyMap<string, string>;
  readonly organisationName: string;
  readonly project: { readonly title: Localized; readonly slug: string };
  readonly account: { readonly iban: string; readonly holder: string };
  /** The campaign still takes signatures. */
  readonly isCollecting: boolean;
  readonly reader: SheetReader;
}

export function sheetView(parts: SheetParts): SheetView {
  const { sheet, lines, signatures, names, organisationName, project, account, reader } = parts;
  const items = standing(lines);
  const counts = { lines: items.length, totalMinor: sumOf(items) };
  return {
    ...summaryView(sheet, organisationName, counts),
    campaignId: sheet.campaignId,
    projectId: sheet.projectId,
    projectTitle: project.title,
    projectSlug: project.slug,
    reference: sheet.reference,
    iban: account.iban,
    accountHolder: account.holder,
    bankDueAt: sheet.bankDueAt?.toISOString() ?? null,
    bankReference: sheet.bankReference,
    bankedOn: sheet.bankedOn,
    totalMinor: counts.totalMinor,
    signatures: signatures.map(({ personId, signedAt }) => ({
      name: names.get(personId) ?? '',
      at: signedAt.toISOString(),
      own: personId === reader.personId,
    })),
    items: lines.map((line) => lineView(line, parts)),
    writeOff: writeOffView(parts),
    may: permitted(parts),
  };
}

function lineView(line: SheetLineRecord, parts: SheetParts): SheetLineView {
  const isCounter = line.kind === 'counter';
  return {
    id: line.id,
    number: line.number,
    kind: line.kind,
    receiptNumber: line.receiptNumber,
    donorName: line.donorName,
    hasEmail: line.email !== null,
    amountMinor: isCounter ? -line.amountMinor : line.amountMinor,
    reason: line.reason,
    isWaiting: isWaiting(line, parts.sheet),
    isCountered: line.counteredAt !== null,
    may: parts.reader.isCollector ? permittedOn(line, parts) : [],
  };
}

function isWaiting({ confirmedAt }: SheetLineRecord, { state }: SheetRecord): boolean {
  return state !== 'open' && confirmedAt === null;
}

function permittedOn(
  line: SheetLineRecord,
  { sheet, lines, reader }: SheetParts,
): SheetLineView['may'] {
  const isCorrectable = CORRECTABLE.includes(sheet.state);
  if (line.confirmedAt === null) {
    const mayConfirm = isCorrectable && line.writtenBy !== reader.personId;
    return mayConfirm ? ['remove', 'confirm'] : ['remove'];
  }
  const hasCounter = lines.some(({ countersLineId }) => countersLineId === line.id);
  return isCorrectable && line.kind === 'gift' && !hasCounter ? ['counter'] : [];
}

function writeOffView({ writeOff, names, reader }: SheetParts): SheetView['writeOff'] {
  if (writeOff === null) return null;
  const { reason, proposedBy, proposedAt } = writeOff;
  const by = names.get(proposedBy) ?? '';
  return { reason, by, at: proposedAt.toISOString(), own: proposedBy === reader.personId };
}

function permitted(parts: SheetParts): SheetView['may'] {
  const { sheet, reader } = parts;
  if (reader.isCollector) return ofCollector(parts);
  if (!reader.isFinance || sheet.state !== 'short') return [];
  return ofFinance(parts);
}

function ofCollector({ sheet, lines, signatures, isCollecting, reader }: SheetParts) {
  const isOpen = sheet.state === 'open';
  const hasSigned = signatures.some(({ personId }) => personId === reader.personId);
  const isCorrectable = CORRECTABLE.includes(sheet.state);
  return [
    ...(isOpen || (isCorrectable && isCollecting) ? ['write' as const] : []),
    ...(isOpen && isCollecting && !hasSigned && lines.length > 0 ? ['sign' as const] : []),
    ...(sheet.state === 'recorded' ? ['bank' as const] : []),
    ...(isCorrectable ? ['correct' as const] : []),
  ];
}

function ofFinance({ writeOff, reader }: SheetParts): SheetView['may'] {
  if (writeOff === null) return ['propose-write-off'];
  return writeOff.proposedBy === reader.personId ? [] : ['decide-write-off'];
}
