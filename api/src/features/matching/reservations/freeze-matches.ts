import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { FreezesRepository } from './freezes.repository.js';
import { releaseOf } from './match-gifts.policy.js';
import { ReleaseMatches } from './release-matches.js';
import type { Part } from './reservation.record.js';
import { ReservationsRepository } from './reservations.repository.js';

/**
 * L10 to L12: what a lost dispute would take of a match stays where it is until the bank has decided.
 * No tranche draws on it, and no fund has it back before.
 */
@Injectable()
export class FreezeMatches {
  constructor(
    private readonly freezes: FreezesRepository,
    private readonly reservations: ReservationsRepository,
    private readonly releasing: ReleaseMatches,
  ) {}

  async freeze(
    tx: Tx,
    { contributionId, disputeId }: { contributionId: string; disputeId: string },
    part: Part,
  ): Promise<void> {
    const frozen = await this.freezes.ofContribution(tx, contributionId);
    for (const row of await this.reservations.openOf(tx, contributionId)) {
      const restMinor = row.leftMinor - row.spentMinor - (frozen.get(row.id) ?? 0);
      const amountMinor = Math.min(restMinor, releaseOf(row, part).releasedMinor);
      if (amountMinor <= 0) continue;
      await this.freezes.insert(tx, { reservationId: row.id, disputeId, amountMinor });
    }
  }

  /** The bank has decided. A match that should have left meanwhile leaves now. */
  async thaw(tx: Tx, disputeId: string): Promise<void> {
    await this.freezes.end(tx, disputeId);
    for (const { contributionId, projectId } of await this.freezes.heldUpBy(tx, disputeId)) {
      await this.releasing.catchUp(tx, projectId, contributionId);
    }
  }

  /** The part of a project's own matching that disputes have frozen. */
  async frozenMinor(tx: Tx, projectId: string): Promise<number> {
    const frozen = await this.freezes.inProject(tx, projectId);
    return [...frozen.values()].reduce((sum, minor) => sum + minor, 0);
  }

  /** As everybody may read it: of what is reserved for the project, too. */
  ofAllMinor(tx: Tx, projectId: string): Promise<number> {
    return this.freezes.allOf(tx, projectId);
  }
}
