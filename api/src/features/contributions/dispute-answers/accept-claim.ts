import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { ContributionConflict } from '../contributions.errors.js';
import { AnswerDoor } from './answer-door.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';
import { SendAnswer } from './send-answer.js';

/** The claim is right, or not worth the work: the money stays with the bank, and the dispute ends (L12). */
@Injectable()
export class AcceptClaim {
  constructor(
    private readonly door: AnswerDoor,
    private readonly answers: DisputeAnswersRepository,
    private readonly sending: SendAnswer,
  ) {}

  /** @throws DisputeMissing, ContributionConflict */
  async run(tx: Tx, actor: Actor, disputeId: string): Promise<void> {
    const id = await this.lock(tx, actor, disputeId);
    await this.door.open(tx, disputeId);
    await this.answers.setSending(tx, id, { kind: 'acceptance', by: actor.personId ?? '' });
    await moveState(tx, { machine: 'dispute_answer', id, from: 'draft', to: 'sending', actor });
    await this.sending.request(tx, id);
  }

  private async lock(tx: Tx, actor: Actor, disputeId: string): Promise<string> {
    await this.door.get(tx, disputeId);
    const row = { id: newId(), disputeId, kind: 'acceptance' } as const;
    if (await this.answers.insert(tx, row, null, actor.personId ?? '')) {
      await recordBirth(tx, { machine: 'dispute_answer', id: row.id, state: 'draft', actor });
    }
    const answer = await this.answers.lockOfDispute(tx, disputeId);
    if (answer?.state !== 'draft') throw new ContributionConflict('contributions.answer-sent');
    return answer.id;
  }
}
