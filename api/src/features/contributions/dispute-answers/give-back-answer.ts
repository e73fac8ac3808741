import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';

/** The provider took nothing of it: people read why, and may mend it while the bank still waits. */
@Injectable()
export class GiveBackAnswer {
  constructor(private readonly answers: DisputeAnswersRepository) {}

  async run(tx: Tx, id: string, code: string): Promise<void> {
    const { state } = await this.answers.lock(tx, id);
    if (state !== 'sending') return;
    await this.answers.setRefused(tx, id, code);
    const move = { machine: 'dispute_answer', id, from: 'sending', to: 'draft' } as const;
    await moveState(tx, { ...move, actor: SYSTEM, reason: code });
  }
}
