import { AdoptRefunds } from './adopt-refunds.js';
import { FinishRefund } from './finish-refund.js';
import { RefundContribution } from './refund-contribution.js';
import { RefundsRepository } from './refunds.repository.js';
import { SendRefund } from './send-refund.js';
import { WithdrawGift } from './withdraw-gift.js';

export const REFUNDS = [
  RefundsRepository,
  FinishRefund,
  AdoptRefunds,
  SendRefund,
  RefundContribution,
  WithdrawGift,
];
