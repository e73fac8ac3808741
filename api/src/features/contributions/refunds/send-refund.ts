import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations, type OperationContext } from '../../../platform/operations/operations.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';
import type { StripeRefund } from '../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { FinishRefund } from './finish-refund.js';
import { RefundsRepository } from './refunds.repository.js';

const CREATE_REFUND = 'contributions.create-refund';
/** What the provider answers while a bank claims the payment back, and after it has won. */
const DISPUTED = 'stripe.charge_disputed';

export interface RefundRequest {
  readonly refundId: string;
  readonly contributionId: string;
  readonly chargeId: string;
  /** In the currency of the charge. */
  readonly amountMinor: number;
}

/** Asks the provider to send a payment back, under the refund's own key however often it is asked. */
@Injectable()
export class SendRefund {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly finishing: FinishRefund,
    private readonly payments: PaymentsService,
    private readonly gateway: StripeGateway,
    private readonly operations: Operations,
  ) {
    this.operations.register<RefundRequest, StripeRefund>({
      name: CREATE_REFUND,
      call: (request, context) => this.send(request, context),
      ask: (request) => this.find(request),
      apply: (tx, _operation, refund) => this.sent(tx, refund),
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  async request(tx: Tx, request: RefundRequest, version = 1): Promise<void> {
    const intent = { subjectId: request.refundId, request, version };
    await this.operations.request(tx, { name: CREATE_REFUND }, intent);
  }

  private send(request: RefundRequest, { key, operationId }: OperationContext) {
    const { refundId, contributionId, chargeId, amountMinor } = request;
    const metadata = {
      refund_id: refundId,
      contribution_id: contributionId,
      operation_id: operationId,
    };
    return this.gateway.createRefund({ chargeId, amountMinor, metadata }, key);
  }

  /** A key proves nothing once a failure was met: the charge's refunds tell whether it was made. */
  private find({ refundId, chargeId }: RefundRequest): Promise<StripeRefund | null> {
    return this.gateway.findRefund(chargeId, ({ metadata }) => metadata.refund_id === refundId);
  }

  private async sent(tx: Tx, refund: StripeRefund): Promise<void> {
    await this.payments.keepRefund(tx, refund);
    await this.finishing.apply(tx, [refund]);
  }

  /** The bank has decided: what rested because of it is asked for again. */
  async resume(tx: Tx, refundId: string): Promise<void> {
    await this.refunds.setHeld(tx, refundId, false);
    await this.sendAnew(tx, refundId);
  }

  private async refused(tx: Tx, refundId: string, code: string): Promise<void> {
    if (code === STORED_FAILURE) await this.sendAnew(tx, refundId);
    else if (code === DISPUTED && !(await this.refunds.isLostForGood(tx, refundId))) {
      await this.refunds.setHeld(tx, refundId, true);
    } else await this.finishing.refused(tx, refundId, code);
  }

  /** The provider keeps its answer under the key: only another key can have another answer. */
  private async sendAnew(tx: Tx, refundId: string): Promise<void> {
    const refund = await this.refunds.findForUpdate(tx, refundId);
    if (refund === null || refund.chargeId === null) return;
    const { contributionId, chargeId, presented } = refund;
    const amountMinor = presented?.minor ?? refund.amountMinor;
    const version = await this.refunds.nextVersion(tx, refundId);
    await this.request(tx, { refundId, contributionId, chargeId, amountMinor }, version);
  }
}
