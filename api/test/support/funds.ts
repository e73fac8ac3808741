import type { FundAnswer, FundMoneyKind } from '@vatra/shared/matching/fund-words';
import type { WriteFundDto } from '@vatra/shared/matching/funds.dto';
import type {
  FundDeskView,
  FundQuestionView,
  OpenBankLineView,
} from '@vatra/shared/matching/funds.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { TestApp } from '../app.js';
import { localDay } from './campaign.js';
import type { Finance } from './funded.js';
import { importStatement, type StatementEntry } from './payments.js';
import { aPerson, type TestPerson } from './people.js';
import { aFile, aVerifiedOrganisation, ok, type Village } from './village.js';

export interface Funder {
  readonly id: string;
  readonly person: TestPerson;
}

export async function aFunder(app: TestApp, { reviewer, placeId }: Village): Promise<Funder> {
  const person = await aPerson(app, 'Fabia Funder');
  const kind = 'matching_funder';
  const id = await aVerifiedOrganisation({ app, founder: person, reviewer, placeId, kind });
  return { id, person };
}

/** One for one, EUR 1,000, open from today for sixty days, everybody and everything. */
export async function theRules(
  app: TestApp,
  changes: Partial<WriteFundDto> = {},
): Promise<WriteFundDto> {
  const potMinor = changes.potMinor ?? 100_000;
  return {
    title: { ro: 'Fondul băștinașilor', en: 'Natives’ fund' },
    summary: { ro: 'Un euro la un euro.', en: 'A euro for a euro.' },
    potMinor,
    ratioPercent: 100,
    donorCapMinor: potMinor,
    projectCapMinor: potMinor,
    placeIds: [],
    categories: [],
    matchOffline: false,
    leftover: 'fund',
    opensOn: await localDay(app),
    closesOn: await localDay(app, 60),
    ...changes,
  };
}

export async function draftFund(
  app: TestApp,
  funder: Funder,
  changes: Partial<WriteFundDto> = {},
): Promise<FundDeskView> {
  const rules = await theRules(app, changes);
  const path = `/organisations/${funder.id}/matching-funds`;
  return ok(funder.person.browser.post<FundDeskView>(path, rules));
}

let bookings = 0;

/** A booking of that amount on our account, imported and found again among the unexplained ones. */
export async function aBankLine(
  app: TestApp,
  maker: TestPerson,
  amountMinor: number,
  direction: StatementEntry['direction'] = 'CRDT',
): Promise<OpenBankLineView> {
  bookings += 1;
  const reference = `FUND-${String(process.pid)}-${String(bookings)}`;
  const day = (await app.now()).toISOString().slice(0, 10);
  await importStatement(maker, [
    { reference, endToEndId: 'NOTPROVIDED', amountMinor, direction, day },
  ]);
  const { items } = await ok(maker.browser.get<Page<OpenBankLineView>>('/fund-desk/bank-lines'));
  const line = items.find((one) => one.reference === reference);
  if (line === undefined) throw new Error('the booking is not open');
  return line;
}

/** What the maker writes down, with whatever proves it. */
export async function proposeMoney(
  app: TestApp,
  { maker }: Finance,
  fundId: string,
  money: { readonly kind: FundMoneyKind; readonly amountMinor: number },
): Promise<FundDeskView> {
  const { kind, amountMinor } = money;
  const isAtBank = kind !== 'guarantee' && kind !== 'lapsed';
  const direction = kind === 'returned' ? 'DBIT' : 'CRDT';
  const line = isAtBank ? await aBankLine(app, maker, amountMinor, direction) : null;
  return ok(
    maker.browser.post<FundDeskView>(`/matching-funds/${fundId}/money`, {
      kind,
      amountMinor,
      note: 'as on the statement',
      ...(line === null ? {} : { bankLineId: line.id }),
      ...(kind === 'guarantee' ? { fileId: await aFile(maker.browser, 'agreement') } : {}),
    }),
  );
}

/** Proposed by one of finance, confirmed by another. */
export async function moveMoney(
  app: TestApp,
  finance: Finance,
  fundId: string,
  money: { readonly kind: FundMoneyKind; readonly amountMinor: number },
): Promise<FundDeskView> {
  const [proposed] = (await proposeMoney(app, finance, fundId, money)).money;
  return ok(
    finance.checker.browser.post<FundDeskView>(
      `/matching-fund-money/${proposed?.id ?? ''}/decision`,
      { decision: 'accept', reason: 'the booking is there' },
    ),
  );
}

/** Written, paid in to the last cent and, when its first day is today, open. */
export async function anOpenFund(
  app: TestApp,
  scene: { readonly funder: Funder; readonly finance: Finance },
  changes: Partial<WriteFundDto> = {},
): Promise<FundDeskView> {
  const { id, potMinor } = await draftFund(app, scene.funder, changes);
  await moveMoney(app, scene.finance, id, { kind: 'paid_in', amountMinor: potMinor });
  await app.quiet();
  return fundAtDesk(scene.finance, id);
}

export function fundAtDesk({ maker }: Finance, id: string): Promise<FundDeskView> {
  return ok(maker.browser.get<FundDeskView>(`/matching-funds/${id}/desk`));
}

/** What the funder is asked about a project it matched, the newest question. */
export async function questionAbout(
  { person }: Funder,
  fundId: string,
  projectId: string,
): Promise<FundQuestionView> {
  const { questions } = await ok(
    person.browser.get<FundDeskView>(`/matching-funds/${fundId}/desk`),
  );
  const question = questions.find((one) => one.projectId === projectId);
  if (question === undefined) throw new Error('the funder is not asked');
  return question;
}

export const answerQuestion = ({ person }: Funder, id: string, answer: FundAnswer) =>
  person.browser.post<FundDeskView>(`/matching-fund-questions/${id}/answer`, { answer });

/** The id the operator's own accounts carry. */
const OPERATOR = '00000000-0000-0000-0000-000000000000';

/** On the account's normal side, as the books say now. */
export async function balanceOf(
  app: TestApp,
  code: string,
  subjectId: string = OPERATOR,
): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    `SELECT normal_side * ledger_balance_of(id) AS minor FROM ledger_account
      WHERE code = $1 AND subject_id = $2`,
    [code, subjectId],
  );
  return Number(row?.minor ?? 0);
}
