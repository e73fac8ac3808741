import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { FreezesRepository } from '../reservations/freezes.repository.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import type { FundBalances } from './fund-money.record.js';

const NOTHING: FundBalances = {
  freeMinor: 0,
  reservedMinor: 0,
  promisedMinor: 0,
  committedMinor: 0,
  frozenMinor: 0,
};

/** Where funds' money stands, from the books and never from a sum beside them. */
@Injectable()
export class ReadBalances {
  constructor(
    private readonly ledger: LedgerService,
    private readonly reservations: ReservationsRepository,
    private readonly freezes: FreezesRepository,
  ) {}

  async one(tx: Tx, fundId: string): Promise<FundBalances> {
    return (await this.of(tx, [fundId])).get(fundId) ?? NOTHING;
  }

  async of(tx: Tx, fundIds: readonly string[]): Promise<Map<string, FundBalances>> {
    if (fundIds.length === 0) return new Map();
    const accounts = fundIds.flatMap((subjectId) =>
      ['2200', '2210', '1320'].map((code) => ({ code, subjectId })),
    );
    const balances = await this.ledger.balances(tx, accounts);
    const committed = await this.reservations.committedOf(tx, fundIds);
    const frozen = await this.freezes.ofFunds(tx, fundIds);
    return new Map(
      fundIds.map((id, index) => {
        const [freeMinor = 0, reservedMinor = 0, promisedMinor = 0] = balances.slice(
          index * 3,
          index * 3 + 3,
        );
        const committedMinor = committed.get(id) ?? 0;
        const frozenMinor = frozen.get(id) ?? 0;
        return [id, { freeMinor, reservedMinor, promisedMinor, committedMinor, frozenMinor }];
      }),
    );
  }
}
