import { euroFor } from '@vatra/shared/disbursements/exchange';
import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import type { ProposePurposeDto } from '@vatra/shared/disbursements/purpose-changes.dto';
import type { PurposeChangesView } from '@vatra/shared/disbursements/purpose-changes.views';
import type { RecoveryStepDto } from '@vatra/shared/disbursements/recoveries.dto';
import type { ProjectRecoveriesView } from '@vatra/shared/disbursements/recoveries.views';
import type { OpenBankLineView } from '@vatra/shared/matching/funds.views';
import type { BankErrands } from './bank.js';
import type { Calendar } from './calendar.js';
import { uploadPaper } from './prepare.js';
import { projectOf, type Stage1, type Story } from './story.js';

/** Its town hall fixes the lei of the payments (R76). */
const IN_LEI = 'pelinia';
/** Money can be given to another street instead: donors and the fund are asked (R78). */
const OTHER_STREET = 'gura-galbenei';
/** An invoice was paid twice: the town hall gives it back in two parts (R82, L21). */
const PAID_TWICE = 'ialoveni';

const PLANNING_RATE = { rateE4: 195_000, source: 'BNM, curs oficial (demo)' } as const;
/** Lei cost a little more than planned on the day. */
const BANK_RATE_E4 = 194_250;
/** The bank of the town hall keeps a little for itself. */
const KEPT_BY_BANK_BANI = 1_500;

const DEMANDED_MINOR = 24_000;

/** Says before anybody signs what is fixed: lei where the story wants them, euro elsewhere. */
export async function chooseCurrency({ world }: Stage1, story: Story): Promise<void> {
  if (story.key !== IN_LEI) return;
  await story.authority.mayor.browser.put(`/projects/${projectOf(story)}/agreement/currency`, {
    mode: 'TARGET_MDL',
    planningRate: { ...PLANNING_RATE, on: (await world.now()).toISOString().slice(0, 10) },
  });
}

/** What the maker writes: the euro of the plan, or what the lei cost at the bank's rate. */
export function priceOf({ amountMinor, exchange }: TrancheView) {
  if (exchange?.mode !== 'TARGET_MDL') return { amountMinor };
  return {
    amountMinor: euroFor(exchange.plannedMdlMinor, BANK_RATE_E4),
    rateE4: BANK_RATE_E4,
  };
}

/** The town hall says how many lei arrived. */
export async function sayReceived(
  story: Story,
  look: () => Promise<readonly TrancheView[]>,
): Promise<void> {
  if (story.key !== IN_LEI) return;
  for (const { id, state, exchange } of await look()) {
    if (state !== 'confirmed' || exchange === null || exchange.receivedMdlMinor !== null) continue;
    await story.authority.mayor.browser.post(`/tranches/${id}/receipts`, {
      receivedMinor: exchange.plannedMdlMinor - KEPT_BY_BANK_BANI,
    });
  }
}

/** Writes down what goes another way than planned in one of the stories. */
export function tellOfTurns(
  stage: Stage1,
  calendar: Calendar,
  bank: BankErrands,
  story: Story,
): void {
  const at = (day: number) => stage.world.day(day);
  if (story.key === OTHER_STREET) {
    calendar.put(story.key, at(-9), 'another street', () => proposePurpose(stage, story));
    calendar.put(story.key, at(-3), 'donors are asked', () => answerPurpose(story));
  }
  if (story.key === PAID_TWICE) {
    const recovery = new RecoveryErrands(stage, bank, story);
    calendar.put(story.key, at(-120), 'money demanded back', () => recovery.demand());
    calendar.put(story.key, at(-114), 'a plan', () => recovery.agree());
    calendar.putAlone(at(-84), `${story.key}: first part`, () => recovery.payPart());
    calendar.putAlone(at(-81), `${story.key}: first part booked`, () => recovery.bookPart());
  }
}

async function proposePurpose({ world }: Stage1, story: Story): Promise<void> {
  const { browser } = story.authority.mayor;
  const proposal: ProposePurposeDto = {
    title: {
      ro: 'Lumină pe strada spre gară',
      en: 'Light on the way to the station',
    },
    solution: {
      ro: 'Aceleași lămpi LED, pe stâlpii străzii spre gară, unde acum nu arde niciuna.',
      en: 'The same LED lamps, on the poles of the way to the station, where none burns today.',
    },
    place: { ro: 'Strada Gării', en: 'Station street' },
    reason: {
      ro: 'Raionul pune anul acesta lămpi pe strada principală, din banii săi.',
      en: 'This year the district puts lamps along the main street, from its own money.',
    },
    decisionNumber: '5/17',
    decidedOn: world.dayText(-12),
    decisionFileId: await uploadPaper(browser, 'council-decision', 'Decizie a consiliului local', [
      'Schimbarea locului: strada Gării',
    ]),
  };
  await browser.post(`/projects/${projectOf(story)}/purpose-changes`, proposal);
}

async function answerPurpose(story: Story): Promise<void> {
  const board = story.association.board[0]?.browser;
  const path = `/projects/${projectOf(story)}/purpose-changes`;
  const [change] = (await board?.get<PurposeChangesView>(path))?.changes ?? [];
  await board?.post(`/purpose-changes/${change?.id ?? ''}/answer`, {
    decision: 'accept',
    reason: 'Doi dintre noi au văzut ambele străzi; cea spre gară are mai mare nevoie de lămpi.',
  });
}

/** Reviewers demand, the town hall pays at the bank, finance says which line it was. */
class RecoveryErrands {
  constructor(
    private readonly stage: Stage1,
    private readonly bank: BankErrands,
    private readonly story: Story,
  ) {}

  async demand(): Promise<void> {
    await this.reviewer.post(`/projects/${projectOf(this.story)}/recoveries`, {
      amountMinor: DEMANDED_MINOR,
      reason: 'La verificarea actelor s-a găsit o factură plătită de două ori aceluiași furnizor.',
      dueOn: this.stage.world.dayText(-90),
    });
  }

  async agree(): Promise<void> {
    const half = DEMANDED_MINOR / 2;
    const body: RecoveryStepDto = {
      step: 'plan',
      note: 'Consiliul local a votat să o întoarcă în două rate, din bugetul acestui an.',
      instalments: [
        { amountMinor: half, dueOn: this.stage.world.dayText(-75) },
        { amountMinor: half, dueOn: this.stage.world.dayText(18) },
      ],
    };
    await this.reviewer.post(`/recoveries/${await this.id()}/steps`, body);
  }

  async payPart(): Promise<void> {
    await this.bank.receive({
      amountMinor: DEMANDED_MINOR / 2,
      reference: this.remittance,
      remittance: this.remittance,
      payerName: `Primăria ${this.story.authority.placeName} (demo)`,
      valueDate: this.stage.world.dayText(-84),
    });
  }

  async bookPart(): Promise<void> {
    await this.bank.importStatement();
    const maker = this.stage.staff.makers[0].browser;
    const lines = await maker.list<OpenBankLineView>('/fund-desk/bank-lines');
    const line = lines.find(({ remittance }) => remittance?.endsWith(this.remittance) === true);
    if (line === undefined) throw new Error(`${this.story.key}: nothing came back`);
    await maker.post(`/recoveries/${await this.id()}/receipts`, { bankLineId: line.id });
  }

  private async id(): Promise<string> {
    const path = `/projects/${projectOf(this.story)}/recoveries`;
    const [recovery] = (await this.reviewer.get<ProjectRecoveriesView>(path)).recoveries;
    if (recovery === undefined) throw new Error(`${this.story.key}: nothing was demanded`);
    return recovery.id;
  }

  private get reviewer() {
    return this.stage.staff.reviewers[0].browser;
  }

  private get remittance(): string {
    return `Factura platita de doua ori, ${this.story.key}`;
  }
}
