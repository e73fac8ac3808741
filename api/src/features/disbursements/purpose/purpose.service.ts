import { Injectable } from '@nestjs/common';
import type {
  AnswerPurposeDto,
  ProposePurposeDto,
} from '@vatra/shared/disbursements/purpose-changes.dto';
import type {
  OpenPurposeChangeView,
  PurposeChangesView,
} from '@vatra/shared/disbursements/purpose-changes.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { AnswerPurpose } from './answer-purpose.js';
import { ProposePurpose } from './propose-purpose.js';
import { ReadPurpose } from './read-purpose.js';

/** R78: another purpose or place for money that was given for one. */
@Injectable()
export class PurposeService {
  constructor(
    private readonly database: Database,
    private readonly proposing: ProposePurpose,
    private readonly answering: AnswerPurpose,
    private readonly reading: ReadPurpose,
  ) {}

  ofProject(actor: Actor | null, projectId: string): Promise<PurposeChangesView> {
    return this.database.look((tx) => this.reading.ofProject(tx, projectId, actor));
  }

  open(): Promise<OpenPurposeChangeView[]> {
    return this.database.look((tx) => this.reading.open(tx));
  }

  propose(actor: Actor, projectId: string, dto: ProposePurposeDto): Promise<PurposeChangesView> {
    return this.database.inTransaction(async (tx) => {
      await this.proposing.propose(tx, actor, projectId, dto);
      return this.reading.ofProject(tx, projectId, actor);
    });
  }

  answer(actor: Actor, id: string, dto: AnswerPurposeDto): Promise<PurposeChangesView> {
    return this.database.inTransaction(async (tx) => {
      const projectId = await this.answering.run(tx, actor, id, dto);
      return this.reading.ofProject(tx, projectId, actor);
    });
  }

  withdraw(actor: Actor, id: string): Promise<PurposeChangesView> {
    return this.database.inTransaction(async (tx) => {
      const projectId = await this.proposing.withdraw(tx, actor, id);
      return this.reading.ofProject(tx, projectId, actor);
    });
  }
}
