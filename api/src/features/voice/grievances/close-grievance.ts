import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { PaymentHoldsService } from '../../disbursements/payment-holds.service.js';
import { ProjectConcernsService } from '../../projects/project-concerns.service.js';
import { CodeUnknown, GrievanceNotInState } from '../voice.errors.js';
import { CLOSE_SILENT_GRIEVANCE } from '../voice.jobs.js';
import type { GrievanceRecord } from './grievance.record.js';
import { GrievanceKeys } from './grievance-keys.js';
import { GrievancesRepository } from './grievances.repository.js';

/** The end of a decided grievance: accepted by whoever holds its code, or by silence. */
@Injectable()
export class CloseGrievance {
  constructor(
    private readonly grievances: GrievancesRepository,
    private readonly keys: GrievanceKeys,
    private readonly concerns: ProjectConcernsService,
    private readonly payments: PaymentHoldsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /** @throws CodeUnknown, GrievanceNotInState */
  async accept(tx: Tx, code: string): Promise<string> {
    const found = await this.grievances.findByCode(tx, this.keys.codeHash(code));
    const grievance = found === null ? null : await this.grievances.findForUpdate(tx, found.id);
    if (grievance === null) throw new CodeUnknown();
    if (grievance.state !== 'decision_proposed') throw new GrievanceNotInState(grievance.state);
    await this.jobs.cancel(tx, CLOSE_SILENT_GRIEVANCE, grievance.id);
    await this.close(tx, grievance, 'accepted');
    return grievance.id;
  }

  async afterSilence(tx: Tx, id: string): Promise<void> {
    const grievance = await this.grievances.findForUpdate(tx, id);
    if (grievance?.state === 'decision_proposed') await this.close(tx, grievance, 'silence');
  }

  /** R98: with the last serious concern of the project its payments may go on. */
  private async close(
    tx: Tx,
    { id, state: from, severity, projectId }: GrievanceRecord,
    reason: 'accepted' | 'silence',
  ): Promise<void> {
    await this.grievances.setClosed(tx, id, await this.clock.now(tx));
    await moveState(tx, { machine: 'grievance', id, from, to: 'closed', actor: SYSTEM, reason });
    if (severity !== 1) return;
    await this.concerns.close(tx, id);
    await this.payments.heedConcern(tx, projectId);
  }
}
