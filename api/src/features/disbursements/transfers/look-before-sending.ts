import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { ConnectedAccountsGateway } from '../../../platform/stripe/connected-accounts.gateway.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';
import { KeepStanding } from '../stripe-accounts/keep-standing.js';
import { ReserveTransfer } from './reserve-transfer.js';
import type { TransferRow } from './transfers.repository.js';

const CURRENCY = 'EUR';

/** Between approval and sending Stripe may have changed its mind about the account, or hold less. */
@Injectable()
export class LookBeforeSending {
  constructor(
    private readonly database: Database,
    private readonly accounts: ConnectedAccountsGateway,
    private readonly gateway: StripeGateway,
    private readonly standing: KeepStanding,
    private readonly reserving: ReserveTransfer,
  ) {}

  /** Sets the money aside when all is well. @throws OutsideRefused */
  async look(row: TransferRow): Promise<void> {
    const account = await this.accounts.getAccount(row.accountId);
    const availableMinor = await this.gateway.availableMinor(CURRENCY);
    // Kept whatever comes of the payment: an event about the account may have been lost.
    await this.database.inTransaction((tx) => this.standing.heard(tx, account));
    const stripe = { account, availableMinor };
    await this.database.inTransaction((tx) => this.reserving.reserve(tx, row.id, stripe));
  }
}
