import type { FileView } from '@vatra/shared/files/files.views';
import type {
  AgreementView,
  PaymentFileView,
  StatementImportView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { TestApp } from '../app.js';
import { tranchesOf, type Finance } from './funded.js';
import { approvalCode, type TestPerson } from './people.js';
import { aFile, ok, type Village } from './village.js';

export const OPERATOR_IBAN = 'DE89370400440532013000';

/** Mayor and operator sign what both have read. */
export async function sign(village: Village, projectId: string): Promise<AgreementView> {
  const path = `/projects/${projectId}/agreement/signatures`;
  const { textVersion } = await ok(
    village.mayor.browser.get<AgreementView>(`/projects/${projectId}/agreement`),
  );
  await ok(village.mayor.browser.post(path, { textVersion, party: 'local_authority' }));
  const operator = { textVersion, party: 'operator' };
  return ok(village.administrator.browser.post<AgreementView>(path, operator));
}

/** R65: what the first tranche needs besides signatures and account. */
export async function handInProcurementPapers(village: Village, projectId: string): Promise<void> {
  const { browser } = village.mayor;
  await ok(
    browser.post(`/projects/${projectId}/procurement-papers`, {
      planFileId: await aFile(browser, 'document'),
      conflictDeclarationsFileId: await aFile(browser, 'document'),
    }),
  );
}

export async function theTranche(
  person: TestPerson,
  projectId: string,
  number: number,
): Promise<TrancheView> {
  const tranche = (await tranchesOf(person, projectId)).find((one) => one.number === number);
  if (tranche === undefined) throw new Error(`no tranche ${String(number)}`);
  return tranche;
}

/** What the maker sends; to be sent, or to be refused. */
export function preparing({ maker }: Finance, { id, amountMinor }: TrancheView) {
  const path = `/tranches/${id}/preparation`;
  return () => maker.browser.post<TrancheSheetView>(path, { amountMinor });
}

export async function prepare(finance: Finance, tranche: TrancheView): Promise<TrancheSheetView> {
  return ok(preparing(finance, tranche)());
}

export async function approve(
  app: TestApp,
  checker: TestPerson,
  { tranche }: TrancheSheetView,
): Promise<TrancheSheetView> {
  const body = { contentHash: tranche.contentHash, code: await approvalCode(app, checker) };
  return ok(checker.browser.post<TrancheSheetView>(`/tranches/${tranche.id}/approvals`, body));
}

/** Prepared by one, approved by as many others as are needed, and on its way. */
export async function send(
  app: TestApp,
  finance: Finance,
  tranche: TrancheView,
): Promise<TrancheView> {
  const sheet = await prepare(finance, tranche);
  await approve(app, finance.checker, sheet);
  if (sheet.tranche.approvalsNeeded > 1) await approve(app, finance.secondChecker, sheet);
  await app.quiet();
  return theTranche(finance.maker, tranche.projectId, tranche.number);
}

/** Sent and proved by the bank's statement. */
export async function pay(
  app: TestApp,
  finance: Finance,
  { projectId, number }: { projectId: string; number: number },
): Promise<void> {
  const sent = await send(app, finance, await theTranche(finance.maker, projectId, number));
  await prove(app, finance, sent);
}

/** The bank's statement shows it. */
export async function prove(app: TestApp, finance: Finance, sent: TrancheView): Promise<void> {
  const today = (await app.now()).toISOString().slice(0, 10);
  await importStatement(finance.maker, [debitOf(sent, today)]);
  await app.quiet();
}

export async function paymentFileOf(
  person: TestPerson,
  tranche: TrancheView,
): Promise<{ view: PaymentFileView; xml: string }> {
  const files = await ok(person.browser.get<PaymentFileView[]>('/payment-files'));
  const view = files.find(({ trancheId }) => trancheId === tranche.id);
  if (view === undefined) throw new Error('no payment file');
  const content = await person.browser.get<string>(`/payment-files/${view.id}/content`);
  return { view, xml: content.text };
}

export interface StatementEntry {
  readonly reference: string;
  readonly endToEndId: string;
  readonly amountMinor: number;
  readonly direction: 'CRDT' | 'DBIT';
  readonly day: string;
  readonly returnReason?: string;
  readonly remittance?: string;
  readonly payer?: { readonly name: string; readonly iban: string };
  /** The bank's own price. */
  readonly isCharge?: boolean;
}

let bookings = 0;

/** The booking of a payment as our bank writes it. */
export function debitOf(tranche: TrancheView, day: string): StatementEntry {
  bookings += 1;
  return {
    reference: `BOOK-${String(bookings)}`,
    endToEndId: tranche.instructionId ?? '',
    amountMinor: tranche.amountMinor,
    direction: 'DBIT',
    day,
  };
}

/** The same payment coming back. */
export function returnOf(tranche: TrancheView, day: string): StatementEntry {
  return { ...debitOf(tranche, day), direction: 'CRDT', returnReason: 'AC04' };
}

/** Somebody pays in; what they wrote stands in the remittance. */
export function creditOf(
  amountMinor: number,
  remittance: string,
  about: { day: string; payer?: { name: string; iban: string }; reference?: string },
): StatementEntry {
  bookings += 1;
  return {
    reference: about.reference ?? `BOOK-${String(bookings)}`,
    endToEndId: 'NOTPROVIDED',
    amountMinor,
    direction: 'CRDT',
    day: about.day,
    remittance,
    ...(about.payer === undefined ? {} : { payer: about.payer }),
  };
}

export async function importStatement(
  person: TestPerson,
  entries: readonly StatementEntry[],
  iban = OPERATOR_IBAN,
): Promise<StatementImportView> {
  const fileId = await uploadStatement(person, entries, iban);
  return ok(person.browser.post<StatementImportView>('/bank-statements', { fileId }));
}

export async function uploadStatement(
  person: TestPerson,
  entries: readonly StatementEntry[],
  iban = OPERATOR_IBAN,
): Promise<string> {
  const bytes = new TextEncoder().encode(statementXml(entries, iban));
  const file = { name: 'statement.xml', type: 'application/xml', bytes };
  return (await ok(person.browser.upload<FileView>('bank-statement', file))).id;
}

function detailsXml({ returnReason, remittance, payer }: Partial<StatementEntry>): string {
  const parties =
    payer === undefined
      ? ''
      : `<RltdPties><Dbtr><Pty><Nm>${payer.name}</Nm></Pty></Dbtr>
          <DbtrAcct><Id><IBAN>${payer.iban}</IBAN></Id></DbtrAcct></RltdPties>`;
  const words = remittance === undefined ? '' : `<RmtInf><Ustrd>${remittance}</Ustrd></RmtInf>`;
  const back =
    returnReason === undefined ? '' : `<RtrInf><Rsn><Cd>${returnReason}</Cd></Rsn></RtrInf>`;
  return parties + words + back;
}

/** Whole cents as a bank writes them. */
function decimal(minor: number): string {
  const text = String(minor).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

const CHARGE_CODE = `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn></BkTxCd>`;

function statementXml(entries: readonly StatementEntry[], iban: string): string {
  const lines = entries.map(
    ({ reference, endToEndId, amountMinor, direction, day, ...about }) => `
    <Ntry><NtryRef>${reference}</NtryRef><Amt Ccy="EUR">${decimal(amountMinor)}</Amt>
      <CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
      <BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>
      <AcctSvcrRef>${reference}</AcctSvcrRef>${about.isCharge === true ? CHARGE_CODE : ''}
      <NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>
        ${detailsXml(about)}
      </TxDtls></NtryDtls></Ntry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S</Id>
  <Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>${lines.join('')}</Stmt></BkToCstmrStmt></Document>`;
}

/** What a payment took from the gifts of its project and from its matching (R62). */
export async function drawnOn(
  app: TestApp,
  projectId: string,
  number: number,
): Promise<{ contributions: number; matching: number }> {
  const [row] = await app.database.query<Record<'contributions' | 'matching', string>>(
    `SELECT contributions_minor AS contributions, matching_minor AS matching FROM tranches
      WHERE project_id = $1 AND number = $2`,
    [projectId, number],
  );
  return { contributions: Number(row?.contributions), matching: Number(row?.matching) };
}
