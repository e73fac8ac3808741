import type { FundMoneyKind } from '@vatra/shared/matching/fund-words';
import type { WriteFundDto } from '@vatra/shared/matching/funds.dto';
import type { FundDeskView, OpenBankLineView } from '@vatra/shared/matching/funds.views';
import type { BankErrands } from './bank.js';
import type { Calendar } from './calendar.js';
import { foundFunder, type Funder } from './cast.js';
import type { Person } from './people.js';
import { uploadPaper } from './prepare.js';
import type { Stage1, Story } from './story.js';

interface Call {
  /** Stories it adds to; those that are not told are left out. */
  readonly helps: readonly string[];
  readonly title: WriteFundDto['title'];
  readonly summary: WriteFundDto['summary'];
  /** Whole euros, for each story it helps. */
  readonly projectCap: number;
  readonly donorCap: number;
  readonly matchOffline: boolean;
  /** Days after the start of the first campaign. */
  readonly opens: number;
  /** Whole euros that come later than the promise; without it everything is paid in before. */
  readonly guaranteed?: { readonly arrived: number };
}

/** One call used up in the middle of the second campaign; one that lives on a promise (R56). */
const CALLS: readonly Call[] = [
  {
    helps: ['gura-galbenei', 'saseni'],
    title: { ro: 'Un euro la un euro', en: 'A euro for a euro' },
    summary: {
      ro: 'La fiecare euro dăruit pentru lumină și apă adăugăm un euro, până se termină fondul.',
      en: 'To each euro given for light and water we add one, until the fund is used up.',
    },
    projectCap: 500,
    donorCap: 100,
    matchOffline: false,
    opens: -3,
  },
  {
    helps: ['chiscareni'],
    title: { ro: 'Joacă în fiecare sat', en: 'Play in every village' },
    summary: {
      ro: 'Dublăm darurile pentru locuri de joacă. Banii sunt garantați prin scrisoare și vin în rate.',
      en: 'We double gifts for playgrounds. The money is guaranteed by letter and comes in parts.',
    },
    projectCap: 1_500,
    donorCap: 50,
    matchOffline: true,
    opens: 45,
    guaranteed: { arrived: 350 },
  },
];

export function callFor(storyKey: string): Call | null {
  return CALLS.find(({ helps }) => helps.includes(storyKey)) ?? null;
}

/** Days between the rules of a call and its first day. */
const LEAD_DAYS = 12;

/** Writes the calls into the calendar: rules, money by two of finance, the opening day. */
export async function tellOfMatching(
  stage: Stage1,
  calendar: Calendar,
  bank: BankErrands,
  stories: readonly Story[],
): Promise<Person | null> {
  const calls = CALLS.map((call) => ({
    call,
    helped: stories.filter(({ key }) => call.helps.includes(key)),
  })).filter(({ helped }) => helped.length > 0);
  if (calls.length === 0) return null;
  const places = calls.flatMap(({ helped }) => helped.map(({ authority }) => authority.placeId));
  const funder = await foundFunder(stage.world, stage.staff, places);
  for (const { call, helped } of calls) tellOne(stage, calendar, bank, { funder, call, helped });
  return funder.person;
}

interface CallStory {
  readonly funder: Funder;
  readonly call: Call;
  readonly helped: readonly Story[];
}

function tellOne(stage: Stage1, calendar: Calendar, bank: BankErrands, story: CallStory): void {
  const { call, helped } = story;
  const start = Math.min(...helped.map(({ startDay }) => startDay)) + call.opens;
  const on = (day: number, title: string, act: () => Promise<void>) => {
    calendar.putAlone(stage.world.day(start + day), `${call.title.en}: ${title}`, act);
  };
  const potMinor = potOf(story);
  const money = new FundMoney(stage, bank);
  let fundId = '';
  on(-LEAD_DAYS, 'rules', async () => {
    fundId = await writeRules(stage, story, start);
  });
  const { guaranteed } = call;
  if (guaranteed !== undefined) {
    const arrivedMinor = guaranteed.arrived * 100;
    on(-LEAD_DAYS + 3, 'letter', () => money.move(fundId, 'guarantee', potMinor));
    on(9, 'first part at the bank', () => money.payIn(fundId, arrivedMinor));
    on(12, 'first part booked', () => money.move(fundId, 'received', arrivedMinor));
    return;
  }
  on(-LEAD_DAYS + 3, 'money at the bank', () => money.payIn(fundId, potMinor));
  on(-LEAD_DAYS + 6, 'money booked', () => money.move(fundId, 'paid_in', potMinor));
}

function potOf({ call, helped }: CallStory): number {
  return helped.length * call.projectCap * 100;
}

async function writeRules({ world }: Stage1, story: CallStory, firstDay: number): Promise<string> {
  const { funder, call, helped } = story;
  const rules: WriteFundDto = {
    title: call.title,
    summary: call.summary,
    potMinor: potOf(story),
    ratioPercent: 100,
    donorCapMinor: call.donorCap * 100,
    projectCapMinor: call.projectCap * 100,
    placeIds: helped.map(({ authority }) => authority.placeId),
    categories: [],
    matchOffline: call.matchOffline,
    leftover: 'fund',
    opensOn: world.dayText(firstDay),
    closesOn: world.dayText(40),
  };
  const path = `/organisations/${funder.organisationId}/matching-funds`;
  return (await funder.person.browser.post<FundDeskView>(path, rules)).id;
}

/** Money of a fund as finance sees it: the bank's line or a letter, one proposes, another books. */
class FundMoney {
  constructor(
    private readonly stage: Stage1,
    private readonly bank: BankErrands,
  ) {}

  async payIn(fundId: string, amountMinor: number): Promise<void> {
    await this.bank.receive({
      amountMinor,
      reference: referenceOf(fundId, amountMinor),
      remittance: `Matching fund ${referenceOf(fundId, amountMinor)}`,
      payerName: 'Fundația Podul (demo)',
      valueDate: (await this.stage.world.now()).toISOString().slice(0, 10),
    });
  }

  async move(fundId: string, kind: FundMoneyKind, amountMinor: number): Promise<void> {
    const { makers, checkers } = this.stage.staff;
    const [maker] = makers;
    const proof =
      kind === 'guarantee'
        ? { fileId: await uploadPaper(maker.browser, 'agreement', 'Letter of guarantee') }
        : { bankLineId: await this.lineOf(fundId, amountMinor) };
    const { money } = await maker.browser.post<FundDeskView>(`/matching-funds/${fundId}/money`, {
      ...{ kind, amountMinor, ...proof },
      note: kind === 'guarantee' ? 'Signed by the board of the foundation' : 'As on the statement',
    });
    const proposed = money.find(({ state }) => state === 'proposed');
    await checkers[0]?.browser.post(`/matching-fund-money/${proposed?.id ?? ''}/decision`, {
      decision: 'accept',
      reason: 'Amount and sender are those of the agreement.',
    });
  }

  private async lineOf(fundId: string, amountMinor: number): Promise<string> {
    await this.bank.importStatement();
    const lines =
      await this.stage.staff.makers[0].browser.list<OpenBankLineView>('/fund-desk/bank-lines');
    const ours = referenceOf(fundId, amountMinor);
    const line = lines.find(({ remittance }) => remittance?.endsWith(ours) === true);
    if (line === undefined) throw new Error('the money of the fund is not on the statement');
    return line.id;
  }
}

const referenceOf = (fundId: string, amountMinor: number) =>
  `FUND-${fundId.slice(-8)}-${String(amountMinor)}`;
