import { expect, it } from '@jest/globals';
import type { ClockView } from '@vatra/shared/clock/clock.views';
import { API_BASE } from '@vatra/shared/policy/policy';
import type { Problem } from '@vatra/shared/problem';
import { randomUUID } from 'node:crypto';
import { startTestApp } from '../../../test/app.js';
import { cloneDatabase } from '../../../test/support/database.js';
import { openDoor, post } from '../../../test/support/door.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aVillage } from '../../../test/support/village.js';

const HOUR_MS = 3_600_000;

it('the date moves to one instant at a time, while a worker lives through the days', async () => {
  const database = await cloneDatabase();
  // The api without a worker: a move that was asked for stays where it is.
  const app = await openDoor(database);
  try {
    const get = (path: string) => app.inject({ method: 'GET', url: `${API_BASE}${path}` });
    const unknown = await get(`/clock/moves/${randomUUID()}`);
    expect([unknown.statusCode, unknown.json<Problem>().code]).toEqual([404, 'clock.move-unknown']);
    const never = await post(app, { to: '2026-02-30T10:00:00Z' }, {}, `${API_BASE}/clock/moves`);
    expect([never.status, never.body.errors?.[0]?.code]).toEqual([422, 'v.instant']);

    const now = Date.parse((await get('/clock')).json<ClockView>().now);
    const moveTo = (instant: number) =>
      post(app, { to: new Date(instant).toISOString() }, {}, `${API_BASE}/clock/moves`);
    expect((await moveTo(now + HOUR_MS)).status).toBe(200);
    const second = await moveTo(now + 2 * HOUR_MS);
    expect([second.status, second.body.code]).toEqual([409, 'clock.already-moving']);
    const [row] = await database.query<{ moves: string }>(
      'SELECT count(*) AS moves FROM clock_moves',
    );
    expect(row?.moves).toBe('1');
  } finally {
    await app.close();
    await database.drop();
  }
});

it('the date never moves back once something may have happened', async () => {
  const app = await startTestApp({ emulator: true });
  try {
    await aVillage(app);
    await app.moveClock({ hours: 1 });
    const earlier = { to: new Date((await app.now()).getTime() - HOUR_MS).toISOString() };
    const back = () => app.visitor().post('/clock/moves', earlier);
    expect(await refusalOf(app, back)).toBe('clock.not-later');
  } finally {
    await app.close();
  }
});
