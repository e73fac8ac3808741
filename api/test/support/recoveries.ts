import type {
  OpenRecoveryView,
  ProjectRecoveriesView,
  RecoveryView,
} from '@vatra/shared/disbursements/recoveries.views';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';
import { localDay } from './campaign.js';
import { aBankLine } from './funds.js';
import type { TestPerson } from './people.js';
import { ok } from './village.js';

export const MISUSED = 'Banii au fost folosiți pentru altceva decât s-a convenit.';

/** Money wanted back from an authority, within thirty days. */
export async function demand(
  app: TestApp,
  person: TestPerson,
  projectId: string,
  { amountMinor, days = 30 }: { amountMinor: number; days?: number },
): Promise<Answer<ProjectRecoveriesView>> {
  const dueOn = await localDay(app, days);
  const body = { amountMinor, reason: MISUSED, dueOn };
  return person.browser.post<ProjectRecoveriesView>(`/projects/${projectId}/recoveries`, body);
}

export async function recoveriesOf(
  person: TestPerson,
  projectId: string,
): Promise<ProjectRecoveriesView> {
  return ok(person.browser.get<ProjectRecoveriesView>(`/projects/${projectId}/recoveries`));
}

/** The newest demand of the project. */
export async function theRecovery(person: TestPerson, projectId: string): Promise<RecoveryView> {
  const [newest] = (await recoveriesOf(person, projectId)).recoveries;
  if (newest === undefined) throw new Error('nothing is demanded');
  return newest;
}

/** The authority pays in, and finance says what it is. */
export async function receive(
  app: TestApp,
  maker: TestPerson,
  recoveryId: string,
  amountMinor: number,
): Promise<Answer<OpenRecoveryView[]>> {
  const { id: bankLineId } = await aBankLine(app, maker, amountMinor);
  return maker.browser.post<OpenRecoveryView[]>(`/recoveries/${recoveryId}/receipts`, {
    bankLineId,
  });
}
