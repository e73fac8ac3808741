// What may go wrong on an evening. Each fault begins when work is in hand and tells whether it met any.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {object} Begun
 * @property {() => Promise<boolean>} [hasStruck] absent: whatever was in hand was hit
 * @property {() => Promise<void>} [heal]
 * @property {boolean} [isMeasured] how long until something is finished again
 *
 * @typedef {object} Fault
 * @property {string} name
 * @property {(theatre: import('./theatre.mjs').Theatre, random: import('./random.mjs').Random) => Promise<Begun>} begin
 */

const MEET_MS_MAX = 12_000;
/** Longer than a lease: the others take over while it sleeps. */
const SLEEP_MS = 7_500;
const SLOW_MS = 2_000;
const SLOW_FOR_MS = 3_000;
const POLL_MS = 50;

const WORKERS = ['worker-1', 'worker-2'];
const APIS = ['api-1', 'api-2'];
const ALL = [...APIS, ...WORKERS];

/** @param {readonly string[]} names @returns {Fault['begin']} */
const killOneOf = (names) => (theatre, random) => {
  theatre.fleet.kill(random.pick(names));
  return Promise.resolve({});
};

/**
 * The provider misbehaves at the next calls of this kind; the fault has struck when it says so.
 *
 * @param {string} name
 * @param {Record<string, unknown>} body
 * @returns {Fault}
 */
function provider(name, body) {
  return {
    name: `stripe ${name}`,
    begin: async ({ books }) => {
      const before = await books.troubleMet();
      await books.control('/faults', body);
      const hasStruck = async () => {
        const until = Date.now() + MEET_MS_MAX;
        while (Date.now() < until) {
          if ((await books.troubleMet()) > before) return true;
          await pause(POLL_MS);
        }
        return false;
      };
      return { hasStruck, heal: () => books.control('/faults') };
    },
  };
}

/**
 * @param {string} name
 * @param {(member: import('./fleet.mjs').Member) => void} disturb
 * @param {readonly string[]} names
 * @returns {Fault}
 */
function wire(name, disturb, names) {
  return {
    name,
    begin: async ({ fleet }, random) => {
      const chosen = random.pick(names);
      const member = fleet.all().find((each) => each.name === chosen);
      if (member) disturb(member);
      await pause(SLOW_FOR_MS);
      return {
        heal: async () => {
          member?.postgres.heal();
          member?.redis.heal();
          member?.stripe.heal();
        },
      };
    },
  };
}

export const KILL_WORKER = { name: 'worker killed', begin: killOneOf(WORKERS) };
export const KILL_API = { name: 'api killed', begin: killOneOf(APIS) };

/** @type {Fault} */
export const WIPE_REDIS = {
  name: 'redis wiped',
  begin: async ({ ground }) => {
    await ground.killRedis();
    return { isMeasured: true };
  },
};

/** @type {Fault} */
export const KILL_POSTGRES = {
  name: 'postgres killed',
  begin: async ({ ground }) => {
    await ground.killPostgres();
    return { isMeasured: true };
  },
};

/** Wakes up after the others have done its work. @type {Fault} */
const SLEEPING_WORKER = {
  name: 'worker asleep past its lease',
  begin: async ({ fleet }, random) => {
    const name = random.pick(WORKERS);
    fleet.signal(name, 'SIGSTOP');
    await pause(SLEEP_MS);
    fleet.signal(name, 'SIGCONT');
    return {};
  },
};

export const STRIPE_FAULTS = [
  provider('429', { kind: '429', times: 3, retryAfter: 1 }),
  provider('500 before', { kind: '500', when: 'before', times: 2, stored: false }),
  provider('500 after commit', { kind: '500', when: 'after', times: 2, stored: false }),
  provider('500 stored under the key', { kind: '500', when: 'before', only: 'POST /v1/refunds' }),
  provider('reset before', { kind: 'reset', when: 'before', times: 2 }),
  provider('reset after commit', { kind: 'reset', when: 'after', times: 2 }),
  provider('hangs', { kind: 'hang', times: 1 }),
  provider('half an answer', { kind: 'truncated', times: 2 }),
  provider('a page of html', { kind: 'html', times: 2 }),
  provider('an error with status 200', { kind: 'error_body', times: 2 }),
  provider('409', { kind: '409', times: 2 }),
];

/** @type {readonly Fault[]} */
export const ALL_FAULTS = [
  KILL_WORKER,
  KILL_API,
  WIPE_REDIS,
  KILL_POSTGRES,
  SLEEPING_WORKER,
  ...STRIPE_FAULTS,
  wire('postgres slow', ({ postgres }) => void (postgres.delayMs = 200), ALL),
  wire('postgres connections reset', ({ postgres }) => postgres.reset(), ALL),
  wire('postgres answers cut off', ({ postgres }) => void (postgres.cutAfter = 900), ALL),
  wire('redis slow', ({ redis }) => void (redis.delayMs = SLOW_MS), ALL),
  wire('redis half open', ({ redis }) => void (redis.isFrozen = true), ALL),
  wire('stripe slow', ({ stripe }) => void (stripe.delayMs = SLOW_MS), ALL),
];
