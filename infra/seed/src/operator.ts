import type {
  OperatorMoneyView,
  OperatorOrderView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { Staff } from './cast.js';
import type { World } from './world.js';

/** Enough for the fees that are lost with the refunds of all stories. */
const GRANT_MINOR = 800_000;

/** L28: somebody believes in the operator itself, so that it can bear what it must. */
export async function fundOperator({ makers, checkers }: Staff): Promise<void> {
  const { id, contentHash } = await makers[0].browser.post<OperatorOrderView>('/operator-orders', {
    kind: 'grant_received',
    amountMinor: GRANT_MINOR,
    reason:
      'Grant of the Codru Foundation (demo) for running the platform, letter 14 of this year.',
  });
  const [checker] = checkers;
  await checker?.browser.post(`/operator-orders/${id}/approvals`, {
    contentHash,
    code: await checker.authenticator?.freshCode(),
  });
}

/** L27: the operator's own bank carries out the top-ups; they arrive at the bank of client money. */
export class OperatorErrands {
  private readonly delivered = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly staff: Staff,
  ) {}

  async deliverTopUps(
    arrive: (credit: { amountMinor: number; reference: string; day: string }) => Promise<void>,
  ): Promise<void> {
    const { topUps } = await this.staff.makers[0].browser.get<OperatorMoneyView>('/operator-money');
    const day = (await this.world.now()).toISOString().slice(0, 10);
    for (const { id, state, amount, instructionId: reference } of topUps) {
      if (state !== 'sent' || amount === null || this.delivered.has(id)) continue;
      await arrive({ amountMinor: amount.minor, reference, day });
      this.delivered.add(id);
    }
  }

  /** What payments through Stripe lack there is sent from the bank of client money. */
  async deliverRefills(hand: (xml: string) => Promise<void>): Promise<void> {
    const { browser } = this.staff.makers[0];
    const { refills } = await browser.get<OperatorMoneyView>('/operator-money');
    for (const { id, state } of refills.rows) {
      if (state !== 'sent' || this.delivered.has(id)) continue;
      await hand(await browser.text(`/operator-orders/${id}/file`));
      this.delivered.add(id);
    }
  }
}
