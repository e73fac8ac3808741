import { Injectable } from '@nestjs/common';
import type {
  DecideGrievanceDto,
  SendElsewhereDto,
  TriageGrievanceDto,
} from '@vatra/shared/voice/grievances.dto';
import type { GrievanceState } from '@vatra/shared/voice/grievance.states';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { PaymentHoldsService } from '../../disbursements/payment-holds.service.js';
import { ProjectConcernsService } from '../../projects/project-concerns.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { GrievanceMissing, GrievanceNotInState } from '../voice.errors.js';
import { CLOSE_SILENT_GRIEVANCE } from '../voice.jobs.js';
import { decideBy, silenceUntil } from './deadlines.policy.js';
import { GrievanceDistance } from './grievance-distance.js';
import type { GrievanceRecord } from './grievance.record.js';
import { GrievancesRepository } from './grievances.repository.js';

/** The officer's steps; each @throws GrievanceMissing, OwnCase, GrievanceNotInState. */
@Injectable()
export class HandleGrievance {
  constructor(
    private readonly grievances: GrievancesRepository,
    private readonly distance: GrievanceDistance,
    private readonly projects: ProjectsService,
    private readonly concerns: ProjectConcernsService,
    private readonly payments: PaymentHoldsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  async acknowledge(tx: Tx, actor: Actor, id: string): Promise<void> {
    const grievance = await this.take(tx, actor, id, 'received');
    await this.move(tx, actor, grievance, 'acknowledged');
  }

  /** It is for somebody else, and who filed it is told whom. */
  async sendElsewhere(tx: Tx, actor: Actor, id: string, dto: SendElsewhereDto): Promise<void> {
    const grievance = await this.take(tx, actor, id, 'received');
    await this.grievances.setReferral(tx, id, dto.answer);
    await this.move(tx, actor, grievance, 'out_of_scope');
  }

  /** R98: severity 1 stops the payments of the project in the same transaction. */
  async triage(tx: Tx, actor: Actor, id: string, dto: TriageGrievanceDto): Promise<void> {
    const grievance = await this.take(tx, actor, id, 'acknowledged');
    const { projectId, filedAt } = grievance;
    const project = await this.projects.get(tx, projectId);
    const { category, severity } = dto;
    const by = decideBy(filedAt, category, project);
    await this.grievances.setTriage(tx, id, { category, severity, decideBy: by });
    await this.move(tx, actor, grievance, 'triaged');
    if (severity !== 1) return;
    await this.concerns.open(tx, projectId, id);
    await this.payments.heedConcern(tx, projectId);
  }

  async investigate(tx: Tx, actor: Actor, id: string): Promise<void> {
    const grievance = await this.take(tx, actor, id, 'triaged');
    await this.move(tx, actor, grievance, 'investigating');
  }

  /** Who filed it may accept; after fifteen days of silence it closes by itself. */
  async decide(tx: Tx, actor: Actor, id: string, dto: DecideGrievanceDto): Promise<void> {
    const grievance = await this.take(tx, actor, id, 'investigating');
    const project = await this.projects.get(tx, grievance.projectId);
    const at = await this.clock.now(tx);
    const closesAt = silenceUntil(at, project);
    const { answer, publicSummary, fixed } = dto;
    await this.grievances.setDecision(tx, id, { answer, publicSummary, fixed, at, closesAt });
    await this.move(tx, actor, grievance, 'decision_proposed');
    await this.jobs.schedule(tx, CLOSE_SILENT_GRIEVANCE, id, closesAt);
  }

  private async take(
    tx: Tx,
    actor: Actor,
    id: string,
    state: GrievanceState,
  ): Promise<GrievanceRecord> {
    const grievance = await this.grievances.findForUpdate(tx, id);
    if (grievance === null) throw new GrievanceMissing();
    await this.distance.require(tx, grievance, actor);
    if (grievance.state !== state) throw new GrievanceNotInState(grievance.state);
    return grievance;
  }

  private move(
    tx: Tx,
    actor: Actor,
    { id, state: from }: GrievanceRecord,
    to: GrievanceState,
  ): Promise<void> {
    return moveState(tx, { machine: 'grievance', id, from, to, actor });
  }
}
