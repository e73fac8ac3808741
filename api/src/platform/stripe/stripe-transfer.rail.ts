import { Injectable } from '@nestjs/common';
import type { Rail } from '../bank/rail.js';
import { ConnectedAccountsGateway } from './connected-accounts.gateway.js';
import type { StripeTransfer } from './stripe.types.js';

export interface TransferInstruction {
  /** Unique to this attempt, and the same when the call is made again after a crash. */
  readonly attemptKey: string;
  /** Ours, carried along so that an earlier call can be found again. */
  readonly transferId: string;
  readonly amountMinor: number;
  readonly accountId: string;
  /** What it belongs to: Stripe lists transfers by it. */
  readonly group: string;
}

export const TRANSFER_KEY = 'tranche_transfer_id';
/** By which a reversal is known as ours, and as which of ours. */
export const REVERSAL_KEY = 'operation_id';
const CURRENCY = 'EUR';

/** A payment from our balance at Stripe to the payee's account there, proved by that account's payout. */
@Injectable()
export class StripeTransferRail implements Rail<TransferInstruction, StripeTransfer> {
  readonly name = 'stripe_transfer';

  constructor(private readonly accounts: ConnectedAccountsGateway) {}

  instruct(instruction: TransferInstruction): Promise<StripeTransfer> {
    const { amountMinor, accountId, group: transferGroup, transferId } = instruction;
    const metadata = { [TRANSFER_KEY]: transferId };
    const transfer = { amountMinor, currency: CURRENCY, accountId, transferGroup, metadata };
    return this.accounts.createTransfer(transfer, instruction.attemptKey);
  }

  find({ group, transferId }: TransferInstruction): Promise<StripeTransfer | null> {
    return this.accounts.findTransfer(
      group,
      ({ metadata }) => metadata[TRANSFER_KEY] === transferId,
    );
  }
}
