// The world of a run, made over HTTP as the demonstration is: one project whose grant waits for its
// first tranche, one campaign that collects, one that has ended and whose cards were declined, and
// abroad an authority with an account at Stripe, whose first tranche is due.
import { foundAssociation, foundAuthority, findPlace, hireStaff } from '../seed/dist/cast.js';
import { give, payOnPage, startPromise } from '../seed/dist/payer.js';
import {
  accept,
  askForEndorsement,
  commitAuthority,
  proveAccount,
  schedule,
  submit,
  vote,
  writeProject,
} from '../seed/dist/prepare.js';
import { Random as SeedRandom } from '../seed/dist/random.js';
import { BUILDING_TEMPLATES } from '../seed/dist/templates-buildings.js';
import { VILLAGE_TEMPLATES } from '../seed/dist/templates-village.js';
import { BankErrands } from '../seed/dist/bank.js';
import { fundOperator } from '../seed/dist/operator.js';
import { openStripeAccount } from '../seed/dist/stripe-account.js';
import { signAgreement } from '../seed/dist/works.js';
import { World } from '../seed/dist/world.js';
import { ADMIN_EMAIL } from './ground.mjs';
import { run } from '../local/command.mjs';
import { ownerVariables, surroundings } from '../local/environment.mjs';
import { PROGRAMS } from '../local/ground.mjs';

/** Days before today: the account was proved long enough ago for one checker to do (R73). */
const GRANT_START = -150;
const GRANT_DAYS = 30;
/** Its cards were declined hours ago, and are tried for the last time in a week. */
const PROMISED_START = -52;
const PROMISED_DAYS = 30;
const PROMISES = 9;
const PROMISE_MINOR = 50_000;
/** A card that can be saved, and is declined whenever it is charged. */
const DECLINED_LATER = '4000000000000341';
const LIVE_START = -30;
const LIVE_DAYS = 60;
const GRANT_GIFTS = 10;
const GRANT_GIFT_MINOR = 40_000;
/** Seven weeks are left of the live campaign. */
const SCENE_DAY = 9;
/** Before the campaign the association is called and votes for ten days. */
const CALL_DAYS = 30;

/**
 * @typedef {object} Scene
 * @property {import('../seed/dist/world.js').World} world
 * @property {import('../seed/dist/cast.js').Staff} staff
 * @property {import('../seed/dist/story.js').Story} grant
 * @property {import('../seed/dist/story.js').Story} live
 * @property {import('../seed/dist/story.js').Story} promised
 * @property {import('../seed/dist/story.js').Story} abroad
 * @property {BankErrands} bank
 */

/** @param {import('./ground.mjs').Ground} ground */
export function ownerEnvironment(ground) {
  const databaseUrl = ground.postgres.url(ground.database);
  const owner = ownerVariables({
    given: { BOOTSTRAP_ADMIN_EMAIL: ADMIN_EMAIL },
    secrets: ground.secrets,
    addresses: {
      databaseUrl,
      redisUrl: ground.redis.url,
      publicUrl: 'http://localhost:4300',
      apiUrl: '',
      bankUrl: ground.bankUrl,
      stripeUrl: ground.stripeUrl,
    },
    filesDirectory: ground.directory,
  });
  return { ...surroundings(process.env), ...owner };
}

/** @param {import('./ground.mjs').Ground} ground */
export async function migrate(ground) {
  const env = ownerEnvironment(ground);
  for (const program of [PROGRAMS.migrate, PROGRAMS.bootstrap]) {
    await run(process.execPath, [program], { env });
  }
}

/**
 * @param {import('./ground.mjs').Ground} ground
 * @param {string} apiUrl
 * @param {{ hasGrant: boolean }} what without a grant nobody can be paid, and the scene is set sooner
 * @returns {Promise<Scene>}
 */
export async function setScene(ground, apiUrl, { hasGrant }) {
  const world = new World(
    {
      api: apiUrl,
      origin: 'http://localhost:4300',
      emulator: ground.stripeUrl,
      bank: ground.bankUrl,
    },
    new SeedRandom(1),
    new Date(),
    ADMIN_EMAIL,
  );
  const firstDay = (hasGrant ? GRANT_START : LIVE_START) - CALL_DAYS;
  await world.moveTo(world.day(firstDay), true);
  const staff = await hireStaff(world);
  const stage = { world, staff };
  const home = await foundPeople(stage);
  const grant = storyOf(world, home, PLANS.grant);
  const promised = storyOf(world, home, PLANS.promised);
  const abroad = storyOf(world, { ...home, authority: home.abroad }, PLANS.abroad);
  const live = storyOf(world, home, PLANS.live);
  if (hasGrant) {
    await fundOperator(staff);
    await proveAccount(stage, grant);
    await openStripeAccount(stage, abroad);
    await grantMoney(stage, [grant, abroad]);
    await world.moveTo(world.day(PROMISED_START - CALL_DAYS));
    await prepare(stage, [promised]);
  }
  await world.moveTo(world.day(LIVE_START - CALL_DAYS));
  if (!hasGrant) await proveAccount(stage, live);
  await prepare(stage, [live]);
  if (hasGrant) await promise(world, promised);
  await world.moveTo(world.day(LIVE_START + SCENE_DAY));
  const bank = new BankErrands(world, staff, world.dayText(firstDay));
  return { world, staff, grant, live, promised, abroad, bank };
}

/** Two town halls, one of them where Stripe sends to, and the association of both places. @param {import('../seed/dist/story.js').Stage1} stage */
async function foundPeople({ world, staff }) {
  const place = await findPlace(world, 'Lozova');
  const authority = await foundAuthority(world, staff, place, 'lozova');
  const far = { ...(await findPlace(world, 'Văleni')), country: 'RO' };
  const abroad = await foundAuthority(world, staff, far, 'valeni');
  const association = await foundAssociation(world, staff, [place, far], {
    name: 'Asociația băștinașilor (demo)',
    city: 'Padova',
    country: 'IT',
    localPart: 'padova',
    members: 20,
    decisionBody: 'board',
    votes: ['Lidia Rusu', 'Tudor Popa', 'Galina Lungu'],
  });
  return { authority, abroad, association };
}

const LIBRARY = {
  template: BUILDING_TEMPLATES.library,
  goals: { minimumMinor: 300_000, optimumMinor: 420_000 },
};

const PLANS = {
  grant: {
    ...{ key: 'grant', startDay: GRANT_START, days: GRANT_DAYS, drawingSeed: 1_000 },
    ...LIBRARY,
  },
  abroad: {
    ...{ key: 'abroad', startDay: GRANT_START, days: GRANT_DAYS, drawingSeed: 4_000 },
    ...LIBRARY,
  },
  live: {
    ...{ key: 'live', startDay: LIVE_START, days: LIVE_DAYS, drawingSeed: 2_000 },
    template: VILLAGE_TEMPLATES.lighting,
    goals: { minimumMinor: 630_000, optimumMinor: 920_000 },
  },
  promised: {
    ...{ key: 'promised', startDay: PROMISED_START, days: PROMISED_DAYS, drawingSeed: 3_000 },
    template: VILLAGE_TEMPLATES.waste,
    goals: { minimumMinor: 390_000, optimumMinor: 480_000 },
    collection: /** @type {const} */ ('on_success'),
  },
};

/**
 * @param {World} world
 * @param {Pick<import('../seed/dist/story.js').Story, 'authority' | 'association'>} people
 * @param {(typeof PLANS)[keyof typeof PLANS]} plan
 * @returns {import('../seed/dist/story.js').Story}
 */
function storyOf(world, people, plan) {
  const pollsHeldOn = world.dayText(plan.startDay - 75);
  return { ...people, ...plan, stage: 'live', collectMinor: 0, pollsHeldOn };
}

/** @param {import('../seed/dist/story.js').Stage1} stage @param {readonly import('../seed/dist/story.js').Story[]} stories */
async function grantMoney(stage, stories) {
  const { world } = stage;
  await prepare(stage, stories);
  await world.moveTo(world.day(GRANT_START + 1));
  for (const [index, story] of stories.entries()) {
    for (let number = 0; number < GRANT_GIFTS; number += 1) {
      const person = index * GRANT_GIFTS + number;
      await giveOne(world, story, { number: person, giftMinor: GRANT_GIFT_MINOR });
    }
  }
  await world.moveTo(world.day(GRANT_START + GRANT_DAYS + 3));
  for (const story of stories) await signAgreement(stage, story);
}

/** @param {import('../seed/dist/story.js').Stage1} stage @param {readonly import('../seed/dist/story.js').Story[]} stories of the same days */
async function prepare(stage, stories) {
  for (const story of stories) {
    await writeProject(story);
    await submit(story);
    await accept(stage, story);
    await commitAuthority(stage, story);
    await vote(story, await askForEndorsement(story));
  }
  await stage.world.moveTo(stage.world.day((stories[0]?.startDay ?? 0) - 12));
  for (const story of stories) await schedule(stage, story);
}

/** Nine tenths of what is promised are enough, so that all cards are charged at the close. @param {World} world @param {import('../seed/dist/story.js').Story} story */
async function promise(world, story) {
  for (let number = 0; number < PROMISES; number += 1) {
    const page = await startPromise(world, story.campaignId ?? '', {
      ...{ giftMinor: PROMISE_MINOR, tipMinor: 0, coverFee: false, country: 'IT' },
      cardNumber: DECLINED_LATER,
      email: `promiser-${number}@donors.demo.vatra.example`,
    });
    await payOnPage(page);
  }
}

/**
 * @param {World} world
 * @param {import('../seed/dist/story.js').Story} story
 * @param {{ number: number, giftMinor: number }} gift
 */
function giveOne(world, story, { number, giftMinor }) {
  return give(world, story.campaignId ?? '', {
    giftMinor,
    tipMinor: 0,
    coverFee: false,
    country: 'IT',
    cardNumber: cardOf(number),
    email: `donor-${number}@donors.demo.vatra.example`,
  });
}

/** An Italian card of one person. @param {number} person */
export function cardOf(person) {
  const digits = `4929380${String(person).padStart(8, '0')}`;
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits + String((10 - (sum % 10)) % 10);
}
