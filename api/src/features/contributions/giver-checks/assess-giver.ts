import { Injectable } from '@nestjs/common';
import { baseMinorAtMost, type GiftCurrency } from '@vatra/shared/contributions/contributions.dto';
import type { Tx } from '../../../platform/database/tx.js';
import { AcceptGiver } from '../accept-giver.js';
import type { DonorRecord } from '../contribution.record.js';
import { ContributionInvalid } from '../contributions.errors.js';
import type { Assessment } from './giver-check.record.js';
import { needOf } from './giver-need.policy.js';
import { SanctionListsRepository } from './sanction-lists.repository.js';

export interface AssessedGift {
  readonly giftMinor: number;
  readonly currency: GiftCurrency;
  readonly sourceOfFunds: string | null;
}

/** R43, before anything is paid: who gives much says who they are, and is compared with the list. */
@Injectable()
export class AssessGiver {
  constructor(
    private readonly givers: AcceptGiver,
    private readonly lists: SanctionListsRepository,
  ) {}

  /** Null when nothing has to be known. @throws ContributionInvalid */
  async run(tx: Tx, donor: DonorRecord, gift: AssessedGift): Promise<Assessment | null> {
    const giftMinor = baseMinorAtMost(gift.giftMinor, gift.currency);
    const need = needOf(giftMinor, await this.givers.givenInYear(tx, donor));
    if (need === 'nothing') return null;
    const name = requireName(donor);
    const { sourceOfFunds } = gift;
    if (need === 'source' && sourceOfFunds === null) {
      throw new ContributionInvalid('contributions.source-needed', '/sourceOfFunds');
    }
    const compared = await this.compare(tx, name);
    const waits = need === 'source' || compared.outcome !== 'clear';
    // What was not asked is not kept.
    return { ...compared, waits, sourceOfFunds: need === 'source' ? sourceOfFunds : null };
  }

  private async compare(
    tx: Tx,
    name: string,
  ): Promise<Pick<Assessment, 'outcome' | 'listId' | 'matches'>> {
    const list = await this.lists.newest(tx);
    if (list === null) return { outcome: 'unchecked', listId: null, matches: [] };
    const matches = await this.lists.resembling(tx, list.id, name);
    return { outcome: matches.length > 0 ? 'match' : 'clear', listId: list.id, matches };
  }
}

/** @throws ContributionInvalid */
function requireName({ donorName, country }: DonorRecord): string {
  const name = donorName?.trim() ?? '';
  if (name === '') throw new ContributionInvalid('contributions.giver-unnamed', '/donorName');
  if (country === null) throw new ContributionInvalid('contributions.giver-unnamed', '/country');
  return name;
}
