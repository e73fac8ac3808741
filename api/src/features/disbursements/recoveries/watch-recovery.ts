import { Injectable } from '@nestjs/common';
import { dayFrom, dayOf, startOfDay } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { RECOVERY_OVERDUE } from '../disbursements.events.js';
import { RECOVERY_DUE } from '../disbursements.jobs.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { dueBefore, nextDue } from './recovery.policy.js';
import type { Instalment, RecoveryRecord } from './recovery.record.js';

/** Looks on the day after each due day whether the money is there. */
@Injectable()
export class WatchRecovery {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(RECOVERY_DUE, (tx, id) => this.look(tx, id));
  }

  async plan(tx: Tx, recovery: RecoveryRecord, instalments: readonly Instalment[]): Promise<void> {
    const { zone } = await this.projects.get(tx, recovery.projectId);
    const next = nextDue(recovery, instalments, await this.today(tx, zone));
    if (next === null) return;
    const dayAfter = dayFrom(next).add({ days: 1 });
    await this.jobs.schedule(tx, RECOVERY_DUE, recovery.id, startOfDay(dayAfter, zone));
  }

  /** How much is late by now. */
  async lateMinor(
    tx: Tx,
    recovery: RecoveryRecord,
    instalments: readonly Instalment[],
  ): Promise<number> {
    const { zone } = await this.projects.get(tx, recovery.projectId);
    const due = dueBefore(recovery, instalments, await this.today(tx, zone));
    return Math.max(0, due - recovery.recoveredMinor);
  }

  private async look(tx: Tx, id: string): Promise<void> {
    const recovery = await this.recoveries.find(tx, id);
    if (recovery === null || recovery.closedAt !== null) return;
    const instalments = (await this.recoveries.instalmentsOf(tx, [id])).get(id) ?? [];
    if ((await this.lateMinor(tx, recovery, instalments)) > 0) {
      const { projectId } = recovery;
      await this.events.publish(tx, RECOVERY_OVERDUE, { recoveryId: id, projectId });
    }
    await this.plan(tx, recovery, instalments);
  }

  private async today(tx: Tx, zone: string): Promise<string> {
    return dayOf(await this.clock.now(tx), zone).toString();
  }
}
