import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClockMoveView } from '@vatra/shared/clock/clock.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { requiredUrl } from '../../../test/support/database.js';
import { startGate, type Gate } from '../../../test/support/gate.js';
import { freshEmail, mailsTo, PASSWORD } from '../../../test/support/people.js';
import { LaneRunner } from './lane-runner.js';

const DAY_MS = 86_400_000;
/** As long as eight rounds of the sweeper. */
const PATIENCE_MS = 2_000;

let gate: Gate;
let app: TestApp;

beforeAll(async () => {
  gate = await startGate(requiredUrl('TEST_REDIS_URL'));
  app = await startTestApp({ emulator: true, redisUrl: gate.url });
  await gate.shut();
});
afterAll(async () => {
  await gate.open();
  await app.close();
  await gate.shut();
});

const inADay = async () => new Date((await app.now()).getTime() + DAY_MS);

async function signUp(): Promise<string> {
  const email = freshEmail('Ion');
  const wish = { email, password: PASSWORD, name: 'Ion', locale: 'ro' };
  expect((await app.visitor().post('/accounts', wish)).status).toBeLessThan(300);
  return email;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await pause(20);
}

/** No switch of the product turns the sweeper off: its timer is taken away from outside. */
function takeSweeperAway(runner: LaneRunner): () => void {
  clearInterval(Reflect.get(runner, 'sweeper') as NodeJS.Timeout);
  return () => {
    const sweep = Reflect.get(runner, 'sweep') as () => Promise<void>;
    const timer = setInterval(() => void sweep.call(runner), PATIENCE_MS / 8);
    Reflect.set(runner, 'sweeper', timer);
  };
}

describe('what is due with Redis gone', () => {
  it('is found by the sweeper: waits end and mails go out (law 1)', async () => {
    await app.moveClock({ days: 1 });
    const email = await signUp();
    await until(async () => (await mailsTo(app, email)).length > 0);
  });

  it('waits for ever without the sweeper, and goes on when it is back', async () => {
    const putBack = takeSweeperAway(app.worker.get(LaneRunner));
    const to = (await inADay()).toISOString();
    const { body } = await app.visitor().post<ClockMoveView>('/clock/moves', { to });
    await pause(PATIENCE_MS);
    const move = () => app.visitor().get<ClockMoveView>(`/clock/moves/${body.id}`);
    expect((await move()).body.state).toBe('waiting');
    putBack();
    await until(async () => (await move()).body.state === 'done');
  });
});
