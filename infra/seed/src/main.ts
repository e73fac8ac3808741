import type { VerificationCaseView } from '@vatra/shared/milestones/milestones.views';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BankErrands } from './bank.js';
import { Calendar } from './calendar.js';
import { hireStaff, type Staff } from './cast.js';
import { raiseConcern } from './concerns.js';
import { fingerprintOf } from './fingerprint.js';
import { giftsGiven } from './gifts.js';
import { tellOfMatching } from './matching-calls.js';
import { fundOperator } from './operator.js';
import { DEMO_PASSWORD, type Person } from './people.js';
import { tell } from './plot.js';
import { Random } from './random.js';
import { gatherStories } from './stories.js';
import { BRIEF } from './story-plans.js';
import type { Story } from './story.js';
import { World } from './world.js';

const FIRST_DAY = -540;
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Some of the stories, for tests that need people and pages rather than numbers. */
    brief: { type: 'boolean', default: false },
    /** These stories alone, `corjeuti,valeni`. */
    only: { type: 'string' },
  },
});

const started = Date.now();
const world = new World(
  {
    api: needed('API_URL'),
    origin: new URL(needed('PUBLIC_URL')).origin,
    emulator: needed('STRIPE_API_BASE'),
    bank: needed('BANK_URL'),
  },
  new Random(Number(values.seed)),
  new Date(),
  needed('BOOTSTRAP_ADMIN_EMAIL'),
);
await world.moveTo(world.day(FIRST_DAY), true);
await world.startProvider(world.day(FIRST_DAY));
say('people', 0);
const staff = await hireStaff(world);
await fundOperator(staff);
const only = values.only?.split(',') ?? (values.brief ? BRIEF : null);
const stories = await gatherStories(world, staff, only);
const calendar = new Calendar(world);
const stage = { world, staff };
const bank = new BankErrands(world, staff, world.dayText(FIRST_DAY));
for (const story of stories) tell(stage, calendar, bank, story);
const funder = await tellOfMatching(stage, calendar, bank, stories);
await calendar.liveThrough(new Date(), (share, title) => {
  say(title, share);
});
await raiseConcern(world, stories);
await world.leaveProvider();
// So that whoever opens the checks finds the books compared with the provider and the bank.
await staff.makers[0].browser.post('/reconciliations');
if (process.env.PEOPLE_FILE !== undefined) {
  await writeFile(
    process.env.PEOPLE_FILE,
    JSON.stringify(await peopleToTry(staff, stories, funder), null, 2),
  );
}
const fingerprint = await fingerprintOf(world, stories);
console.log(
  `\nseed ${values.seed}: ${String(fingerprint.projects)} projects, ${String(giftsGiven())} gifts, ` +
    `${String(fingerprint.contributions)} counted contributions, ${String(fingerprint.entries)} public ledger entries, ` +
    `${String(world.movedTimes)} moves of the date, fingerprint ${fingerprint.hash}, ${String(Math.round((Date.now() - started) / 1000))} s`,
);

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is needed`);
  return value;
}

function say(title: string, share: number): void {
  console.log(`PROGRESS ${String(Math.round(share * 100))} ${title}`);
}

/** One sign-in per role, for the sign-in page and for whoever starts the product. */
async function peopleToTry(team: Staff, all: readonly Story[], funding: Person | null) {
  const story = (key: string) => all.find((one) => one.key === key);
  const rows = [
    ['la_mayor', story('valeni')?.authority.mayor],
    ['la_focal_point', story('corjeuti')?.authority.focalPoint],
    ['hta_board', story('slobozia-mare')?.association.board[2]],
    ['hta_verifier', story('slobozia-mare')?.association.verifier],
    ['volunteer_verifier', await drawnOf(team.volunteers)],
    ['matching_funder', funding],
    ['platform_reviewer', team.reviewers[0]],
    ['finance_maker', team.makers[0]],
    ['finance_checker', team.checkers[0]],
    ['grievance_officer', team.officer],
    ['administrator', team.administrator],
  ] as const;
  return rows.flatMap(([role, person]) =>
    person === undefined || person === null
      ? []
      : [{ role, name: person.name, email: person.email, password: DEMO_PASSWORD }],
  );
}

/** The lot decides who visits a milestone; somebody who was drawn has more to see. */
async function drawnOf(volunteers: readonly Person[]): Promise<Person | undefined> {
  for (const person of volunteers) {
    const cases = await person.browser.list<VerificationCaseView>('/me/verifications');
    if (cases.length > 0) return person;
  }
  return volunteers[0];
}
