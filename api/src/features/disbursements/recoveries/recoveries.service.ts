import { Injectable } from '@nestjs/common';
import type {
  DemandMoneyDto,
  ReceiveRecoveryDto,
  RecoveryStepDto,
} from '@vatra/shared/disbursements/recoveries.dto';
import type {
  OpenRecoveryView,
  ProjectRecoveriesView,
} from '@vatra/shared/disbursements/recoveries.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { DemandMoney } from './demand-money.js';
import { ReadRecoveries } from './read-recoveries.js';
import { ReceiveRecovery } from './receive-recovery.js';
import { StepRecovery } from './step-recovery.js';

/** Money to get back from authorities (L21, R82). */
@Injectable()
export class RecoveriesService {
  constructor(
    private readonly database: Database,
    private readonly demanding: DemandMoney,
    private readonly stepping: StepRecovery,
    private readonly receiving: ReceiveRecovery,
    private readonly reading: ReadRecoveries,
  ) {}

  ofProject(projectId: string): Promise<ProjectRecoveriesView> {
    return this.database.look((tx) => this.reading.ofProject(tx, projectId));
  }

  open(): Promise<OpenRecoveryView[]> {
    return this.database.look((tx) => this.reading.open(tx));
  }

  demand(actor: Actor, projectId: string, dto: DemandMoneyDto): Promise<ProjectRecoveriesView> {
    return this.database.inTransaction(async (tx) => {
      await this.demanding.demand(tx, actor, projectId, dto);
      return this.reading.ofProject(tx, projectId);
    });
  }

  step(actor: Actor, id: string, dto: RecoveryStepDto): Promise<ProjectRecoveriesView> {
    return this.database.inTransaction(async (tx) => {
      const projectId = await this.stepping.take(tx, actor, id, dto);
      return this.reading.ofProject(tx, projectId);
    });
  }

  receive(
    actor: Actor,
    id: string,
    { bankLineId }: ReceiveRecoveryDto,
  ): Promise<OpenRecoveryView[]> {
    return this.database.inTransaction(async (tx) => {
      await this.receiving.receive(tx, actor, id, bankLineId);
      return this.reading.open(tx);
    });
  }
}
