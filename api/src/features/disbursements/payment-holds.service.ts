import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { CheckTranches } from './tranches/check-tranches.js';

/** What the features above may say about payments: that there is a reason to look at them again. */
@Injectable()
export class PaymentHoldsService {
  constructor(private readonly checks: CheckTranches) {}

  /** R98: a serious concern about the project was opened or closed in this transaction. */
  heedConcern(tx: Tx, projectId: string): Promise<void> {
    return this.checks.heedConcern(tx, projectId);
  }
}
