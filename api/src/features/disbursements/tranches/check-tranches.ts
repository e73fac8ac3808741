import { Injectable } from '@nestjs/common';
import type { TrancheHold } from '@vatra/shared/disbursements/tranche-holds';
import { SYSTEM } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { afterWorkingDays } from '../../../platform/calendar/working-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { ProjectConcernsService } from '../../projects/project-concerns.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { TRANCHE_CONDITIONS_MET, TRANCHE_HELD } from '../disbursements.events.js';
import { CHECK_TRANCHES } from '../disbursements.jobs.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { allMet, conditionsOf } from './tranche-conditions.policy.js';
import { factsOf, ReadTrancheFacts, type ProjectFacts } from './tranche-facts.js';
import { TranchesRepository, type TrancheRow } from './tranches.repository.js';

/** Domain 3.5: a tranche is paid within 10 working days of its conditions. */
const PAY_WORKING_DAYS = 10;

const PAYABLE = ['conditions_met', 'prepared', 'approved'];

/**
 * Tests the conditions of a project's tranches: on every event that can change them and, as time
 * alone can change two of them (a resting account, young money), at the instant when it does.
 */
@Injectable()
export class CheckTranches {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly facts: ReadTrancheFacts,
    private readonly transfers: TransfersRepository,
    private readonly projects: ProjectsService,
    private readonly concerns: ProjectConcernsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** Safe to call at any time; does nothing for a project without an agreement in force. */
  async check(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    // Nothing is paid while works stand still; who lets them go on asks again.
    if ((await this.projects.get(tx, projectId)).state === 'suspended') return;
    const tranches = await this.tranches.listOf(tx, projectId);
    const facts = await this.facts.read(tx, agreement, tranches);
    for (const tranche of tranches) {
      const conditions = conditionsOf(factsOf(facts, tranche, tranches));
      if (!['planned', 'conditions_met', 'on_hold'].includes(tranche.state)) continue;
      await this.tranches.setConditions(tx, tranche.id, conditions);
      await this.move(tx, tranche, allMet(conditions));
    }
    await this.lookAgain(tx, projectId, facts);
  }

  /** R37: the authority's share is gone; payments that are being made stand still until it is back. */
  async holdForShare(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    const tranches = await this.tranches.listOf(tx, projectId);
    const { laDecidedMinor, laPlannedMinor } = await this.facts.read(tx, agreement, tranches);
    if (laDecidedMinor < laPlannedMinor) {
      const making = tranches.filter(({ state }) => state === 'prepared' || state === 'approved');
      for (const tranche of making) await this.hold(tx, tranche, 'share-withdrawn');
    }
    await this.check(tx, projectId);
  }

  /** R98: a serious concern was opened or closed; while one is open every payment stands still. */
  async heedConcern(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    if ((await this.concerns.openSince(tx, projectId)) !== null) {
      await this.holdAll(tx, projectId, 'serious-concern');
    }
    await this.check(tx, projectId);
  }

  /** The works are stopped, or donors are asked: every payment that could be made or is being made stands still. */
  async holdAll(tx: Tx, projectId: string, reason: TrancheHold = 'project-stopped'): Promise<void> {
    for (const tranche of await this.tranches.listOf(tx, projectId)) {
      if (!PAYABLE.includes(tranche.state)) continue;
      await this.hold(tx, tranche, reason);
    }
  }

  /**
   * Stops a payment whose content or money is no longer what was approved. The approvals are void:
   * it has to be prepared again.
   */
  async hold(tx: Tx, tranche: TrancheRow, reason: TrancheHold): Promise<void> {
    const { id, state, projectId, number } = tranche;
    await this.tranches.setHold(tx, id, { from: state, reason });
    const actor = SYSTEM;
    await moveState(tx, { machine: 'tranche', id, from: state, to: 'on_hold', actor, reason });
    await this.events.publish(tx, TRANCHE_HELD, { trancheId: id, projectId, number });
  }

  private async move(tx: Tx, tranche: TrancheRow, isMet: boolean): Promise<void> {
    if (tranche.state === 'planned' && isMet) await this.open(tx, tranche);
    if (tranche.state === 'conditions_met' && !isMet) await this.close(tx, tranche);
    if (tranche.state !== 'on_hold' || !isMet || tranche.holdReason === null) return;
    // Stripe has not answered about it: it may have been paid.
    if (await this.transfers.isAsked(tx, tranche.projectId, tranche.id)) return;
    await this.release(tx, tranche);
  }

  private async open(tx: Tx, { id, projectId, number }: TrancheRow): Promise<void> {
    const actor = SYSTEM;
    await moveState(tx, { machine: 'tranche', id, from: 'planned', to: 'conditions_met', actor });
    const project = await this.projects.get(tx, projectId);
    const now = await this.clock.now(tx);
    await this.tranches.setDue(tx, id, afterWorkingDays(now, PAY_WORKING_DAYS, project));
    await this.events.publish(tx, TRANCHE_CONDITIONS_MET, { trancheId: id, projectId, number });
  }

  private async close(tx: Tx, { id }: TrancheRow): Promise<void> {
    const actor = SYSTEM;
    await moveState(tx, { machine: 'tranche', id, from: 'conditions_met', to: 'planned', actor });
    await this.tranches.setDue(tx, id, null);
  }

  private async release(tx: Tx, tranche: TrancheRow): Promise<void> {
    const { id } = tranche;
    const actor = SYSTEM;
    await moveState(tx, { machine: 'tranche', id, from: 'on_hold', to: 'planned', actor });
    await this.tranches.clearHold(tx, id);
    await this.open(tx, tranche);
  }

  private async lookAgain(tx: Tx, projectId: string, facts: ProjectFacts): Promise<void> {
    const { payee, youngMinor, now } = facts;
    const { zone } = await this.projects.get(tx, projectId);
    const activeFrom = payee?.activeFrom ?? null;
    const instants = [
      activeFrom !== null && activeFrom > now ? activeFrom : null,
      youngMinor > 0 ? addDays(now, 1, zone) : null,
    ].filter((instant) => instant !== null);
    const next = instants.sort((a, b) => a.getTime() - b.getTime())[0];
    if (next !== undefined) await this.jobs.schedule(tx, CHECK_TRANCHES, projectId, next);
  }
}
