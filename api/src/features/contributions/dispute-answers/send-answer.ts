import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations, type OperationContext } from '../../../platform/operations/operations.js';
import { DisputesGateway } from '../../../platform/stripe/disputes.gateway.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import type { StripeDispute } from '../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { HearDisputes } from '../disputes/hear-disputes.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';
import { GatherEvidence } from './gather-evidence.js';
import { GiveBackAnswer } from './give-back-answer.js';

const SEND = 'contributions.send-dispute-answer';

interface AnswerRequest {
  readonly answerId: string;
}

const OVER: readonly string[] = ['won', 'lost', 'prevented', 'warning_closed'];

/**
 * Evidence, or that the claim is accepted. The provider takes evidence once and says a plain no to a
 * second try, so each try first looks whether an earlier one has arrived.
 */
@Injectable()
export class SendAnswer {
  constructor(
    private readonly database: Database,
    private readonly answers: DisputeAnswersRepository,
    private readonly evidence: GatherEvidence,
    private readonly givingBack: GiveBackAnswer,
    private readonly hearing: HearDisputes,
    private readonly payments: PaymentsService,
    private readonly gateway: DisputesGateway,
    private readonly operations: Operations,
  ) {
    this.operations.register<AnswerRequest, StripeDispute>({
      name: SEND,
      call: (request, context) => this.send(request, context),
      apply: (tx, { subjectId }, said) => this.sent(tx, subjectId, said),
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  async request(tx: Tx, answerId: string): Promise<void> {
    const version = await this.answers.nextAttempt(tx, answerId);
    const intent = { subjectId: answerId, request: { answerId }, version };
    await this.operations.request(tx, { name: SEND }, intent);
  }

  private async send(
    { answerId }: AnswerRequest,
    { key, operationId }: OperationContext,
  ): Promise<StripeDispute> {
    const { kind, stripeDisputeId, content } = await this.database.inTransaction((tx) =>
      this.evidence.of(tx, answerId),
    );
    const now = await this.gateway.get(stripeDisputeId);
    if (kind === 'acceptance') {
      return OVER.includes(now.status) ? now : this.gateway.close(stripeDisputeId, key);
    }
    if (now.answerId === answerId && now.submissions > 0) return now;
    return this.gateway.submit({ ...content, disputeId: stripeDisputeId, operationId }, key);
  }

  private async sent(tx: Tx, id: string, said: StripeDispute): Promise<void> {
    await this.payments.keepDispute(tx, said);
    await this.hearing.run(tx, [said]);
    await this.answers.lock(tx, id);
    await this.answers.setSentAt(tx, id);
    const move = { machine: 'dispute_answer', id, from: 'sending', to: 'sent' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
  }

  private async refused(tx: Tx, id: string, code: string): Promise<void> {
    // The failure may be of an answer that has arrived: the next try looks first.
    if (code === STORED_FAILURE) await this.request(tx, id);
    else await this.givingBack.run(tx, id, code);
  }
}
