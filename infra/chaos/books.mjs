// Looks into the product's database as its owner and into the provider's own book: reading only.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const TRIES_MAX = 40;
const POLL_MS = 100;

/** @typedef {{ id: string, object: string, amount: number, status: string, metadata?: Record<string, string>, charge?: string } & Record<string, unknown>} ProviderObject */

/** What is not finished, in one number each; all must be nought before anything is judged. */
const OPEN_WORK = `
  SELECT (SELECT count(*) FROM outbox WHERE dead_at IS NULL AND due_at <= vatra_now())::int AS outbox,
         (SELECT count(*) FROM operations WHERE state IN ('pending', 'unknown'))::int AS operations,
         (SELECT count(*) FROM stripe_inbox WHERE state = 'received')::int AS inbox,
         (SELECT count(*) FROM campaign_credit_queue)::int AS credits,
         (SELECT count(*) FROM clock_moves WHERE state IN ('waiting', 'moving'))::int AS clock,
         (SELECT count(*) FROM ledger_entry e
           WHERE NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.entry_id = e.id))::int AS seals`;

export class StillBusy extends Error {
  /** @override */
  name = 'StillBusy';
}

export class Books {
  /** @param {import('./ground.mjs').Ground} ground */
  constructor(ground) {
    this.ground = ground;
  }

  /**
   * @param {string} text
   * @param {unknown[]} [parameters]
   * @returns {Promise<any[]>}
   */
  async query(text, parameters = []) {
    for (let tries = 1; ; tries += 1) {
      const client = new pg.Client({
        connectionString: this.ground.postgres.url(this.ground.database),
        connectionTimeoutMillis: 5_000,
      });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query(text, parameters)).rows;
      } catch (error) {
        // A statement that is wrong stays wrong; a server that is away comes back.
        if (isOurFault(error) || tries === TRIES_MAX) throw error;
        await pause(POLL_MS * 2);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  /** @param {string} text @param {unknown[]} [parameters] @returns {Promise<any>} */
  async one(text, parameters) {
    return (await this.query(text, parameters))[0];
  }

  /** @returns {Promise<ProviderObject[]>} */
  async provider() {
    const answer = await fetch(`${this.ground.stripeUrl}/_emu/book`);
    return (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  /** @param {string} path @param {unknown} [body] */
  async control(path, body) {
    const answer = await fetch(`${this.ground.stripeUrl}/_emu${path}`, {
      method: body === undefined ? 'DELETE' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }

  /** How many calls have met trouble that was ordered. */
  async troubleMet() {
    const answer = await fetch(`${this.ground.stripeUrl}/_emu/health`);
    /** @type {any} */
    const { faults } = await answer.json();
    return Object.values(faults).reduce((sum, count) => sum + Number(count), 0);
  }

  /** Ids of events the product was to hear of and has not kept. */
  async unheard() {
    const answer = await fetch(`${this.ground.stripeUrl}/_emu/book?kinds=event`);
    const events = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ type }) => /^(charge\.(succeeded|updated)|refund\.|payout\.)/.test(String(type)));
    const rows = await this.query(
      `SELECT told.id FROM unnest($1::text[]) AS told (id)
        WHERE NOT EXISTS (SELECT 1 FROM stripe_inbox i WHERE i.event_id = told.id)`,
      [events.map(({ id }) => id)],
    );
    return rows.length;
  }

  async isProviderIdle() {
    const answer = await fetch(`${this.ground.stripeUrl}/_emu/idle`);
    return /** @type {{ idle: boolean }} */ (await answer.json()).idle;
  }

  /**
   * Waits until nothing is open; `mayBeLost` also waits for lost news to be asked for.
   *
   * @param {{ limitMs: number, mayBeLost?: boolean }} how
   * @throws {StillBusy} naming what is left
   */
  async untilQuiet({ limitMs, mayBeLost = false }) {
    const until = Date.now() + limitMs;
    for (let calm = 0; calm < 2;) {
      const open = await this.one(OPEN_WORK);
      const isIdle = (await this.isProviderIdle()) && (!mayBeLost || (await this.unheard()) === 0);
      const isCalm = isIdle && Object.values(open).every((count) => count === 0);
      calm = isCalm ? calm + 1 : 0;
      if (Date.now() > until) {
        throw new StillBusy(`${JSON.stringify(open)}${isIdle ? '' : ', provider not idle'}`);
      }
      await pause(POLL_MS);
    }
  }
}

/** @param {unknown} error */
function isOurFault(error) {
  const { code = '' } = /** @type {{ code?: string }} */ (error);
  return /^(42|22|23)/.test(code);
}
