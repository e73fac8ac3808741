import { Injectable } from '@nestjs/common';
import type { RecoveryStepDto } from '@vatra/shared/disbursements/recoveries.dto';
import type { Actor } from '../../../platform/actor.js';
import { compareDays, dayFrom, dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { OwnAuthority } from '../disbursements.errors.js';
import { CreditRecovery } from './credit-recovery.js';
import { LockRecovery } from './lock-recovery.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { RecoveryDay, RecoveryNotPossible, RecoveryPlan } from './recoveries.errors.js';
import { stateAfter, stepsFrom } from './recovery.policy.js';
import { openMinorOf, type Instalment, type RecoveryRecord } from './recovery.record.js';
import { WatchRecovery } from './watch-recovery.js';

/** Between the demand and its end: a plan, the authority's no, or others who look into it. */
@Injectable()
export class StepRecovery {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly locking: LockRecovery,
    private readonly crediting: CreditRecovery,
    private readonly watching: WatchRecovery,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the project
   * @throws RecoveryMissing, RecoveryClosed, OwnAuthority, RecoveryNotPossible, RecoveryPlan, RecoveryDay
   */
  async take(tx: Tx, actor: Actor, id: string, dto: RecoveryStepDto): Promise<string> {
    const { step, note, instalments = [] } = dto;
    const recovery = await this.locking.open(tx, id);
    const { projectId, organisationId, state } = recovery;
    if (await this.organisations.isMemberNow(tx, actor.personId ?? '', organisationId)) {
      throw new OwnAuthority();
    }
    if (!stepsFrom(state).includes(step)) throw new RecoveryNotPossible(state);
    await this.requirePlan(tx, recovery, step === 'plan', instalments);
    if (step === 'plan') await this.recoveries.setPlan(tx, id, instalments);
    await this.recoveries.setNote(tx, id, note);
    const to = stateAfter(step);
    await moveState(tx, { machine: 'recovery', id, from: state, to, actor, reason: note });
    // What others look into may take years: nobody waits for what is there already.
    if (step === 'refer') await this.crediting.run(tx, recovery);
    await this.watching.plan(tx, recovery, instalments);
    return projectId;
  }

  private async requirePlan(
    tx: Tx,
    recovery: RecoveryRecord,
    isPlan: boolean,
    instalments: readonly Instalment[],
  ): Promise<void> {
    const openMinor = openMinorOf(recovery);
    const sum = instalments.reduce((total, { amountMinor }) => total + amountMinor, 0);
    const days = new Set(instalments.map(({ dueOn }) => dueOn));
    const isWhole = isPlan ? sum === openMinor && days.size === instalments.length : sum === 0;
    if (!isWhole) throw new RecoveryPlan(openMinor);
    const { zone } = await this.projects.get(tx, recovery.projectId);
    const today = dayOf(await this.clock.now(tx), zone);
    const past = instalments.findIndex(({ dueOn }) => compareDays(dayFrom(dueOn), today) <= 0);
    if (past >= 0) throw new RecoveryDay(`/instalments/${String(past)}/dueOn`);
  }
}
