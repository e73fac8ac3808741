import type { BankErrands } from './bank.js';
import type { Calendar } from './calendar.js';
import { acceptReport, reportCompletion, reportFollowUp } from './finish.js';
import { scheduleGifts } from './gifts.js';
import {
  accept,
  askForEndorsement,
  commitAuthority,
  milestoneCount,
  proveAccount,
  schedule,
  submit,
  vote,
  writeProject,
} from './prepare.js';
import { collectCash } from './sheets.js';
import type { Stage, Stage1, Story } from './story.js';
import { openStripeAccount } from './stripe-account.js';
import { chooseCurrency, sayReceived, tellOfTurns } from './turns.js';
import {
  payDueTranches,
  prepareDueTranches,
  proveShare,
  reportMilestone,
  reportSpending,
  signAgreement,
  tranchesOf,
  verifyMilestone,
} from './works.js';

/** Stages in the order of a project's life: a story passes all up to its own. */
const ORDER: readonly Stage[] = [
  'draft',
  'in_review',
  'seeking_endorsement',
  'ready',
  'live',
  'funded',
  'agreement_pending',
  'first_payment',
  'implementing_1',
  'implementing_2',
  'completed',
];

/** Writes one story into the calendar. */
export function tell(stage: Stage1, calendar: Calendar, bank: BankErrands, story: Story): void {
  prepare(stage, calendar, story);
  if (reaches(story, 'live')) campaign(stage, calendar, story);
  if (reaches(story, 'live')) collectCash(stage, calendar, bank, story);
  if (reaches(story, 'agreement_pending')) works(stage, calendar, bank, story);
  tellOfTurns(stage, calendar, bank, story);
}

/** Their campaigns went another way than to success; nothing comes after. */
const NO_FURTHER_THAN_LIVE: readonly Stage[] = ['failed', 'choices_open', 'extended'];

function reaches(story: Story, stage: Stage): boolean {
  const own = NO_FURTHER_THAN_LIVE.includes(story.stage) ? 'live' : story.stage;
  return ORDER.indexOf(own) >= ORDER.indexOf(stage);
}

function prepare(stage: Stage1, calendar: Calendar, story: Story): void {
  const on = at(stage, calendar, story);
  on(-60, 'draft', () => writeProject(story, story.stage === 'draft' ? 5 : 8));
  if (reaches(story, 'in_review')) on(-45, 'submission', () => submit(story));
  if (!reaches(story, 'seeking_endorsement')) return;
  on(-39, 'review', () => accept(stage, story));
  on(-36, 'council decision', () => commitAuthority(stage, story));
  on(-36, 'account', () => proveRail(stage, story));
  on(-33, 'call', async () => {
    const endorsementId = await askForEndorsement(story);
    // An open call is left for whoever tries the demonstration: two of the members have voted.
    await vote(story, endorsementId, story.stage === 'seeking_endorsement' ? 2 : undefined);
  });
  if (reaches(story, 'live')) on(-12, 'dates', () => schedule(stage, story));
}

function proveRail(stage: Stage1, story: Story): Promise<void> {
  return story.rail === 'stripe' ? openStripeAccount(stage, story) : proveAccount(stage, story);
}

function campaign(stage: Stage1, calendar: Calendar, story: Story): void {
  scheduleGifts(stage.world, calendar, story);
  if (story.stage !== 'extended') return;
  const on = at(stage, calendar, story);
  on(story.days - 9, 'extension asked', async () => {
    await story.authority.mayor.browser.post(`/campaigns/${story.campaignId ?? ''}/extension`, {
      days: 30,
      reason: 'Harvest kept people busy; two meetings abroad are planned for the next month.',
    });
  });
  on(story.days - 6, 'extension agreed', async () => {
    await story.association.board[0]?.browser.post(
      `/campaigns/${story.campaignId ?? ''}/extension/agreement`,
      { decision: 'agree' },
    );
  });
}

/** Days between the report of one milestone and the next. */
const STEP_DAYS = 33;

/** After the end: 14 days until the last gift is settled, then agreement, works and proofs. */
function works(stage: Stage1, calendar: Calendar, bank: BankErrands, story: Story): void {
  if (!reaches(story, 'first_payment')) return;
  const on = at(stage, calendar, story);
  const finance = alone(stage, calendar, story);
  const payWhatIsDue = (day: number) => {
    // What Stripe lacks is taken from the bank, as far as the statement has shown it there.
    if (story.rail === 'stripe') finance(day, 'statement before', () => readStatement(bank));
    finance(day, 'tranche', () => payDueTranches(stage, story));
    finance(day + 3, 'payment file', () => bank.deliverPaymentFiles());
    finance(day + 6, 'statement', async () => {
      await readStatement(bank);
      await sayReceived(story, () => tranchesOf(stage, story));
    });
  };
  on(story.days + 21, 'agreement', async () => {
    await chooseCurrency(stage, story);
    await signAgreement(stage, story);
  });
  if (!reaches(story, 'implementing_1')) {
    // Left for whoever tries the demonstration: prepared, and waiting for the second person.
    finance(story.days + 22, 'prepared', () => prepareDueTranches(stage, story));
    return;
  }
  payWhatIsDue(story.days + 24);
  const count = reaches(story, 'completed') ? milestoneCount(story) : 1;
  for (let number = 1; number <= count; number += 1) {
    const day = story.days + 15 + number * STEP_DAYS;
    on(day, `milestone ${String(number)}`, () => spendAndReport(stage, story, number));
    if (!reaches(story, 'implementing_2')) return;
    on(day + 6, `verification ${String(number)}`, () => verifyMilestone(stage, story, number));
    on(day + 6, 'share', () => proveShare(stage, story, number === count ? 1 : 0.75));
    payWhatIsDue(day + 9);
  }
  if (reaches(story, 'completed')) complete(stage, calendar, story, payWhatIsDue);
}

async function readStatement(bank: BankErrands): Promise<void> {
  await bank.importStatement();
}

function complete(
  stage: Stage1,
  calendar: Calendar,
  story: Story,
  payWhatIsDue: (day: number) => void,
): void {
  const on = at(stage, calendar, story);
  const count = milestoneCount(story);
  const done = story.days + 36 + count * STEP_DAYS;
  on(done - 3, 'last invoices', () => settleAccounts(stage, story));
  on(done, 'completion', () => reportCompletion(stage, story));
  on(done + 6, 'completion verified', () => verifyMilestone(stage, story, count + 1));
  on(done + 9, 'completion accepted', () => acceptReport(stage, story, 'completion'));
  payWhatIsDue(done + 12);
  on(done + 195, 'half a year later', () => reportFollowUp(stage, story, 'follow_up_6'));
  on(done + 201, 'follow-up accepted', () => acceptReport(stage, story, 'follow_up_6'));
}

/** Four fifths of what has arrived so far is spent before the next report (R64 asks for 70 %). */
async function spendAndReport(stage: Stage1, story: Story, number: number): Promise<void> {
  await reportMilestone(story, number, await spend(stage, story, 0.8));
}

/** Before the end every cent that arrived has its invoice (the accounts must balance). */
async function settleAccounts(stage: Stage1, story: Story): Promise<void> {
  await reportSpending(story, await spend(stage, story, 1));
}

/** The next invoice brings what is spent to this share of what has arrived. */
async function spend(stage: Stage1, story: Story, share: number): Promise<number> {
  const tranches = await tranchesOf(stage, story);
  const arrived = tranches
    .filter(({ state }) => state === 'confirmed')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const before = story.spentMinor ?? 0;
  const next = Math.max(Math.floor(arrived * share) - before, 1);
  story.spentMinor = before + next;
  return next;
}

function at(stage: Stage1, calendar: Calendar, story: Story) {
  return (day: number, title: string, act: () => Promise<void>) => {
    const offset = story.startDay + day;
    if (offset < 0) calendar.put(story.key, stage.world.day(offset), title, act);
  };
}

/** For acts of the finance team and its bank, who have one hand for all stories. */
function alone(stage: Stage1, calendar: Calendar, story: Story) {
  return (day: number, title: string, act: () => Promise<void>) => {
    const offset = story.startDay + day;
    const at = stage.world.day(offset);
    if (offset < 0) calendar.putAlone(at, `${story.key}: ${title}`, act);
  };
}
