import { Injectable } from '@nestjs/common';
import { MINOR_MAX } from '@vatra/shared/money';
import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService, type Standing } from '../../ledger/ledger.service.js';

/** How much an order of a kind may be for, as the books stand now. */
@Injectable()
export class OrderLimits {
  constructor(private readonly ledger: LedgerService) {}

  async maximumOf(tx: Tx, kind: OrderKind, sourceId: string | null): Promise<number> {
    if (kind === 'town_grant') return this.ledger.balance(tx, fund('2150', sourceId));
    if (kind === 'repair_grant') return this.ledger.balance(tx, fund('2160', sourceId));
    return maximumOwn(kind, await this.ledger.standing(tx));
  }
}

function maximumOwn(kind: OrderKind, standing: Standing): number {
  const { lossReserveMinor, feesBorneMinor, disputeLossesMinor, toStripeMinor } = standing;
  if (kind === 'own_money_out') return ownOutMax(standing);
  if (kind === 'fees_covered') return Math.min(lossReserveMinor, feesBorneMinor);
  if (kind === 'dispute_loss_covered') return Math.min(lossReserveMinor, disputeLossesMinor);
  if (kind === 'refill_loss_borne') return toStripeMinor;
  if (kind === 'own_money_to_stripe') return -toStripeMinor;
  return MINOR_MAX;
}

/** Ruling 14: only what cash exceeds all that is held for others, and only what is at the bank. */
export function ownOutMax({ beyondMinor, clientBankMinor }: Standing): number {
  return Math.max(0, Math.min(beyondMinor, clientBankMinor));
}

const fund = (code: string, subjectId: string | null) => ({ code, subjectId });
