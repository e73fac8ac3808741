import type { TestApp } from '../app.js';

const LOOK_MS = 50;
const TRIES_MAX = 400;

/** A call whose outcome is unknown is made again after a pause in recorded time: no clock can be moved past it. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`never: ${what}`);
}

/** Every call to the outside has its answer, those that were sent again included. */
export function untilAnswered(app: TestApp): Promise<void> {
  return until('every call answered', async () => {
    const open = await app.database.query(
      `SELECT id FROM operations WHERE state IN ('pending', 'unknown')`,
    );
    return open.length === 0;
  });
}
