import { Injectable } from '@nestjs/common';
import type {
  SubmitDisputeAnswerDto,
  WriteDisputeAnswerDto,
} from '@vatra/shared/contributions/dispute-answers.dto';
import type { DisputeSheetView } from '@vatra/shared/contributions/disputes.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AcceptClaim } from './accept-claim.js';
import { ReadAnswer } from './read-answer.js';
import { SubmitAnswer } from './submit-answer.js';
import { WriteAnswer } from './write-answer.js';

/** R51: what finance answers a bank that claims a gift back. */
@Injectable()
export class DisputeAnswersService {
  constructor(
    private readonly database: Database,
    private readonly reading: ReadAnswer,
    private readonly writing: WriteAnswer,
    private readonly submitting: SubmitAnswer,
    private readonly accepting: AcceptClaim,
  ) {}

  sheet(id: string): Promise<DisputeSheetView> {
    return this.database.look((tx) => this.reading.sheet(tx, id));
  }

  write(actor: Actor, id: string, dto: WriteDisputeAnswerDto): Promise<DisputeSheetView> {
    return this.act(id, (tx) => this.writing.run(tx, actor, id, dto));
  }

  submit(actor: Actor, id: string, dto: SubmitDisputeAnswerDto): Promise<DisputeSheetView> {
    return this.act(id, (tx) => this.submitting.run(tx, actor, id, dto));
  }

  accept(actor: Actor, id: string): Promise<DisputeSheetView> {
    return this.act(id, (tx) => this.accepting.run(tx, actor, id));
  }

  private act(id: string, verb: (tx: Tx) => Promise<void>): Promise<DisputeSheetView> {
    return this.database.inTransaction(async (tx) => {
      await verb(tx);
      return this.reading.sheet(tx, id);
    });
  }
}
