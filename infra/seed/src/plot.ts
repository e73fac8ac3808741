import type { BankErrands } from './bank.js';
import type { Calendar } from './calendar.js';
import { acceptReport, reportCompletion, reportFollowUp } from './finish.js';
import { scheduleGifts } from './gifts.js';
import {
  accept,
  askForEndorsement,
  commitAuthority,
  proveAccount,
  schedule,
  submit,
  vote,
  writeProject,
} from './prepare.js';
import type { Stage, Stage1, Story } from './story.js';
import {
  payTranche,
  proveShare,
  reportMilestone,
  signAgreement,
  trancheOf,
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
  'implementing_1',
  'implementing_2',
  'completed',
];

/** Writes one story into the calendar. */
export function tell(stage: Stage1, calendar: Calendar, bank: BankErrands, story: Story): void {
  prepare(stage, calendar, story);
  if (reaches(story, 'live')) campaign(stage, calendar, story);
  if (reaches(story, 'agreement_pending')) works(stage, calendar, bank, story);
}

function reaches(story: Story, stage: Stage): boolean {
  const own = story.stage === 'failed' || story.stage === 'extended' ? 'live' : story.stage;
  return ORDER.indexOf(own) >= ORDER.indexOf(stage);
}

function prepare(stage: Stage1, calendar: Calendar, story: Story): void {
  const on = at(stage, calendar, story);
  on(-60, 'draft', () => writeProject(story, story.stage === 'draft' ? 5 : 8));
  if (reaches(story, 'in_review')) on(-45, 'submission', () => submit(story));
  if (!reaches(story, 'seeking_endorsement')) return;
  on(-38, 'review', () => accept(stage, story));
  on(-35, 'council decision', () => commitAuthority(stage, story));
  on(-35, 'account', () => proveAccount(stage, story));
  on(-32, 'call', async () => {
    const endorsementId = await askForEndorsement(story);
    // An open call is left for whoever tries the demonstration: two of the members have voted.
    await vote(story, endorsementId, story.stage === 'seeking_endorsement' ? 2 : undefined);
  });
  if (reaches(story, 'live')) on(-12, 'dates', () => schedule(stage, story));
}

function campaign(stage: Stage1, calendar: Calendar, story: Story): void {
  scheduleGifts(stage.world, calendar, story);
  if (story.stage !== 'extended') return;
  const on = at(stage, calendar, story);
  on(story.days - 8, 'extension asked', async () => {
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

/** After the end: 14 days until the last gift is settled, then agreement, works and proofs. */
function works(stage: Stage1, calendar: Calendar, bank: BankErrands, story: Story): void {
  if (!reaches(story, 'implementing_1')) return;
  const on = at(stage, calendar, story);
  const end = story.days;
  const pay = (day: number, number: number) => {
    on(day, `tranche ${String(number)}`, () => payTranche(stage, story, number));
    on(day + 1, `payment file ${String(number)}`, () => bank.deliverPaymentFiles());
    on(day + 2, 'statement', async () => {
      await bank.importStatement();
    });
  };
  on(end + 20, 'agreement', () => signAgreement(stage, story));
  pay(end + 24, 1);
  if (!reaches(story, 'implementing_2')) {
    on(end + 50, 'milestone 1', () => spendAndReport(stage, story, 1));
    return;
  }
  on(end + 48, 'milestone 1', () => spendAndReport(stage, story, 1));
  on(end + 53, 'verification 1', () => verifyMilestone(stage, story, 1));
  on(end + 54, 'share', () => proveShare(stage, story, 0.75));
  pay(end + 57, 2);
  if (!reaches(story, 'completed')) return;
  complete(stage, calendar, story, { end, pay });
}

function complete(
  stage: Stage1,
  calendar: Calendar,
  story: Story,
  { end, pay }: { end: number; pay: (day: number, number: number) => void },
): void {
  const on = at(stage, calendar, story);
  on(end + 85, 'milestone 2', () => spendTheRest(stage, story, 2));
  on(end + 90, 'verification 2', () => verifyMilestone(stage, story, 2));
  on(end + 92, 'whole share', () => proveShare(stage, story, 1));
  on(end + 100, 'completion', () => reportCompletion(stage, story));
  on(end + 105, 'completion verified', () => verifyMilestone(stage, story, 3));
  on(end + 110, 'completion accepted', () => acceptReport(stage, story, 'completion'));
  pay(end + 113, 3);
  on(end + 300, 'half a year later', () => reportFollowUp(stage, story, 'follow_up_6'));
  on(end + 306, 'follow-up accepted', () => acceptReport(stage, story, 'follow_up_6'));
}

/** Four fifths of what has arrived so far is spent before the next report (R64 asks for 70 %). */
async function spendAndReport(stage: Stage1, story: Story, number: number): Promise<void> {
  const paid = await trancheOf(stage, story, number);
  await reportMilestone(story, number, Math.floor(paid.amountMinor * 0.8));
}

/** Before the end every cent that arrived is shown with an invoice: the accounts must balance. */
async function spendTheRest(stage: Stage1, story: Story, number: number): Promise<void> {
  const paid = await trancheOf(stage, story, number);
  const before = await trancheOf(stage, story, number - 1);
  const left = before.amountMinor - Math.floor(before.amountMinor * 0.8);
  await reportMilestone(story, number, paid.amountMinor + left);
}

function at(stage: Stage1, calendar: Calendar, story: Story) {
  return (day: number, title: string, act: () => Promise<void>) => {
    const offset = story.startDay + day;
    if (offset < 0) calendar.put(stage.world.day(offset), `${story.key}: ${title}`, act);
  };
}
