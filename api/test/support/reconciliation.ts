import { setTimeout } from 'node:timers/promises';
import type { DifferenceView, MoneyChecksView } from '@vatra/shared/verify/verify.views';
import type { TestPerson } from './people.js';
import { ok } from './village.js';

const LOOK_MS = 100;

/** What books, bank and Stripe tell differently now: asked for, and waited for. */
export async function differencesNow({ browser }: TestPerson): Promise<readonly DifferenceView[]> {
  const latest = async () =>
    (await ok(browser.get<MoneyChecksView>('/money-checks'))).reconciliation;
  const before = (await latest())?.id;
  await ok(browser.post('/reconciliations'));
  for (;;) {
    const reconciliation = await latest();
    if (reconciliation !== null && reconciliation.id !== before) return reconciliation.differences;
    await setTimeout(LOOK_MS);
  }
}
