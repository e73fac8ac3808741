import { describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { aFinanceTeam } from '../../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  asDonor,
  aWish,
  payWith,
  provePayee,
  startGift,
} from '../../../test/support/gifts.js';
import { Random } from '../../../test/support/random.js';
import { aVillage, anAssociation, ok } from '../../../test/support/village.js';
import {
  contributionOf,
  deliver,
  disturbed,
  eventsSince,
  holdWebhooks,
  type ProviderEvent,
} from '../../../test/support/webhooks.js';

/** How many disturbed histories; a release asks for 10,000 (infra/chaos). */
const HISTORIES = Number(process.env.TEST_HISTORIES ?? 48);
const SEED = Number(process.env.TEST_SEED ?? 7);
/** As many fit into one campaign without closing it. */
const BLOCK = 1_000;
const LOSS_RATE = 0.2;
const AT_ONCE = 6;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const BOUNCES = '4000000000005126';
/** Lost news is asked for once a minute; a listing that has just begun does not tell yet. */
const CATCH_UP_MS_MAX = 180_000;

const KINDS = ['given', 'withdrawn', 'bounced', 'left'] as const;
type Kind = (typeof KINDS)[number];

interface History {
  readonly kind: Kind;
  /** Told once and in order: what the others are compared with. */
  readonly isControl: boolean;
  readonly id: string;
  readonly key: string;
  readonly email: string;
}

/** Told what happened in each phase: to the controls as it was, to the others as chance has it. */
class Postman {
  private readonly known = new Set<string>();
  private readonly told: ProviderEvent[] = [];

  constructor(
    private readonly app: TestApp,
    private readonly random: Random,
    private readonly histories: ReadonlyMap<string, History>,
  ) {}

  /** `mayLose` says of which histories news may be lost for good in this phase. */
  async tell(mayLose: (history: History) => boolean): Promise<void> {
    const news = await eventsSince(this.app, this.known);
    for (const { id } of news) this.known.add(id);
    const of = (event: ProviderEvent) => this.histories.get(contributionOf(event) ?? '');
    const controls = news.filter((event) => of(event)?.isControl !== false);
    for (const event of controls) await deliver(this.app, [event]);
    const others = news.filter((event) => of(event)?.isControl === false);
    const losable = others.filter((event) => mayLose(of(event) as History));
    const sure = others.filter((event) => !mayLose(of(event) as History));
    // Old news comes again among the new.
    const again = this.told.filter(() => this.random.next() < 0.3);
    const mixed = this.random.shuffled([
      ...disturbed(losable, this.random, LOSS_RATE),
      ...disturbed(sure, this.random, 0),
      ...again,
    ]);
    this.told.push(...others);
    await deliver(this.app, mixed);
  }
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const queue = items.values();
  const hand = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

async function begin(app: TestApp, campaign: CampaignView, count: number): Promise<History[]> {
  const controls = KINDS.map((kind) => ({ kind, isControl: true }));
  const others = Array.from({ length: count }, (_, at) => {
    const kind = KINDS[at % KINDS.length] ?? 'given';
    return { kind, isControl: false };
  });
  const histories: History[] = [];
  await inParallel([...controls, ...others], async ({ kind, isControl }) => {
    const wish = aWish({ gift: { minor: 700, currency: 'EUR' }, tipMinor: 50, country: 'IT' });
    const started = await startGift(app.visitor(), campaign.id, wish);
    if (kind !== 'left') await payWith(started, kind === 'bounced' ? BOUNCES : aCard());
    histories.push({ kind, isControl, id: started.id, key: started.key, email: wish.email });
  });
  return histories;
}

async function withdraw(app: TestApp, { id, key, email }: History): Promise<void> {
  const donor = await asDonor(app, { id, key, email }, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${id}/withdrawal`));
}

/** Everything a history left behind but its ids and times. */
async function endOf(app: TestApp, { id, email }: History): Promise<unknown> {
  const [row] = await app.database.query(
    `SELECT c.state, c.net_minor, c.receipt_number IS NOT NULL AS receipt,
       (SELECT json_agg(entry ORDER BY entry) FROM (
          SELECT e.kind || ': ' || string_agg(a.code || ' ' || l.amount_minor, ', '
                   ORDER BY a.code, l.amount_minor) AS entry
            FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
            JOIN ledger_account a ON a.id = l.account_id
           WHERE e.subject_id = c.id GROUP BY e.id) booked) AS entries,
       (SELECT json_agg(r.state || ' ' || r.amount_minor) FROM refunds r
         WHERE r.contribution_id = c.id) AS refunds,
       (SELECT json_agg(m.template ORDER BY m.template) FROM mails m WHERE m.recipient = $2) AS mails,
       (SELECT json_agg(k.net_minor ORDER BY k.net_minor) FROM campaign_counted k
         WHERE k.contribution_id = c.id) AS counted
       FROM contributions c WHERE c.id = $1`,
    [id, email],
  );
  return row;
}

async function untilNothingIsMissing(app: TestApp): Promise<void> {
  const all = await eventsSince(app, new Set());
  const until = Date.now() + CATCH_UP_MS_MAX;
  for (;;) {
    const missing = await app.database.query<{ event: string }>(
      `SELECT told.event FROM unnest($1::text[], $2::text[]) AS told (id, event)
        WHERE NOT EXISTS (SELECT 1 FROM stripe_inbox i WHERE i.event_id = told.id)`,
      [all.map(({ id }) => id), all.map((event) => JSON.stringify(event))],
    );
    if (missing.length === 0) break;
    if (Date.now() > until) {
      throw new Error(`never asked for: ${missing.map(({ event }) => event).join()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await app.quiet();
}

async function liveThrough(app: TestApp, count: number, random: Random): Promise<History[]> {
  const village = await aVillage(app);
  await provePayee(village, await aFinanceTeam(app, village));
  const association = await anAssociation(app, village, { members: 3 });
  const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  await holdWebhooks(app);
  await app.emulator?.control('/knobs', { settlementDelayMs: null });
  const histories = await begin(app, campaign, count);
  const postman = new Postman(app, random, new Map(histories.map((one) => [one.id, one])));
  const isGiven = ({ kind }: History) => kind === 'given';
  await postman.tell(isGiven);
  await app.emulator?.control('/settle', {});
  await app.emulator?.control('/knobs', { settlementDelayMs: 0 });
  await postman.tell(isGiven);
  await app.quiet();
  const back = histories.filter(({ kind }) => kind === 'withdrawn' || kind === 'bounced');
  await inParallel(back, (history) => withdraw(app, history));
  await app.quiet();
  await postman.tell(() => true);
  await app.moveClock({ days: 3 });
  await postman.tell(() => true);
  await untilNothingIsMissing(app);
  return histories;
}

const blocks = Array.from({ length: Math.ceil(HISTORIES / BLOCK) }, (_, at) => ({
  seed: SEED + at,
  count: Math.min(BLOCK, HISTORIES - at * BLOCK),
}));

describe('webhooks in any order, told again and lost', () => {
  it.each(blocks)(
    'leave $count histories of seed $seed as one telling in order does',
    async ({ seed, count }) => {
      const app = await startTestApp({
        emulator: true,
        unsound: { B9: 'the operator has no money here to pay for lost fees (L27)' },
      });
      try {
        const histories = await liveThrough(app, count, new Random(seed));
        const troubles = `SELECT event_type, note FROM stripe_inbox WHERE state NOT IN ('done', 'ignored')`;
        expect(await app.database.query(troubles)).toEqual([]);
        const expected = new Map<Kind, unknown>();
        for (const control of histories.filter(({ isControl }) => isControl)) {
          expected.set(control.kind, await endOf(app, control));
        }
        expect(expected.get('given')).toMatchObject({ state: 'succeeded', receipt: true });
        expect(expected.get('withdrawn')).toMatchObject({ state: 'refunded' });
        expect(expected.get('bounced')).toMatchObject({
          state: 'refunded',
          refunds: [expect.stringContaining('failed')],
        });
        expect(expected.get('left')).toMatchObject({ state: 'expired', entries: null });
        for (const history of histories.filter(({ isControl }) => !isControl)) {
          expect({ ...history, end: await endOf(app, history) }).toEqual({
            ...history,
            end: expected.get(history.kind),
          });
        }
      } finally {
        await app.close();
      }
    },
    180_000 + HISTORIES * 1_000,
  );
});
