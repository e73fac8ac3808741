import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { DonorsAsked, PaymentUnderWay } from '../disbursements.errors.js';
import { AGREEMENT_CANCELLED } from '../disbursements.events.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';

/** Why a project ended of which no donor left anything. */
export const NOBODY_STAYED = 'nobody-stayed';

const OPEN_STATES = ['planned', 'on_hold', 'failed'];

/**
 * R82: no part of the grant is paid any more, and what was not paid goes back to those who gave it.
 * What the authority has spent until then is its report's to show; the difference is public.
 */
@Injectable()
export class EndProject {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly transfers: TransfersRepository,
    private readonly checks: CheckTranches,
    private readonly projects: ProjectsService,
    private readonly contributions: ContributionsService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** Nobody signed in 45 days and 15 more: what was collected goes back. */
  async cancelUnsigned(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.signedAt !== null || agreement.cancelledAt !== null) return;
    await this.cancel(tx, projectId, { actor: SYSTEM, reason: 'agreement-not-signed' });
  }

  /** @throws PaymentUnderWay while the bank or Stripe has not answered about a tranche, DonorsAsked */
  async cancel(
    tx: Tx,
    projectId: string,
    { actor, reason }: { actor: Actor; reason: string },
  ): Promise<void> {
    await this.agreements.findForUpdate(tx, projectId);
    if ((await this.contributions.askedOf(tx, projectId)) !== null) throw new DonorsAsked();
    if (await this.transfers.isAsked(tx, projectId)) throw new PaymentUnderWay();
    await this.checks.holdAll(tx, projectId);
    for (const { id, state } of await this.tranches.listOf(tx, projectId)) {
      if (state === 'sent') throw new PaymentUnderWay();
      if (!OPEN_STATES.includes(state)) continue;
      await moveState(tx, { machine: 'tranche', id, from: state, to: 'cancelled', actor, reason });
    }
    await this.agreements.setCancelled(tx, projectId, await this.clock.now(tx));
    await this.projects.markCancelled(tx, projectId, actor, reason);
    await this.contributions.shareOut(tx, projectId, 'cancelled');
    await this.events.publish(tx, AGREEMENT_CANCELLED, { projectId });
  }
}
