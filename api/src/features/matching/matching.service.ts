import { Injectable } from '@nestjs/common';
import type { FundQuestionReason } from '@vatra/shared/matching/fund-words';
import type { MatchOfferView } from '@vatra/shared/matching/funds.views';
import type { Tx } from '../../platform/database/tx.js';
import { MatchOffers } from './funds/match-offers.js';
import { AwaitMoney } from './fund-money/await-money.js';
import { AskFunders } from './questions/ask-funders.js';
import { FreezeMatches } from './reservations/freeze-matches.js';
import { ReleaseMatches } from './reservations/release-matches.js';
import type { MatchableGift, Part } from './reservations/reservation.record.js';
import { ReservationsRepository } from './reservations/reservations.repository.js';
import { ReturnLeftover } from './reservations/return-leftover.js';
import { ReserveMatches } from './reservations/reserve-matches.js';
import { SuppliersRepository, type KnownSupplier } from './reservations/suppliers.repository.js';

export { CommitmentsService, type CofinancingSums } from './commitments/commitments.service.js';
export type { MatchableGift, Part } from './reservations/reservation.record.js';
export type { KnownSupplier } from './reservations/suppliers.repository.js';

/** Matching as the contributions drive it: a gift that counts brings its match, and takes it away. */
@Injectable()
export class MatchingService {
  constructor(
    private readonly reserving: ReserveMatches,
    private readonly releasing: ReleaseMatches,
    private readonly freezing: FreezeMatches,
    private readonly awaiting: AwaitMoney,
    private readonly leftovers: ReturnLeftover,
    private readonly offers: MatchOffers,
    private readonly asking: AskFunders,
    private readonly reservations: ReservationsRepository,
    private readonly suppliers: SuppliersRepository,
  ) {}

  /**
   * R53: reserves what open funds add to gifts a campaign has just counted, in the order given. Call
   * it in the transaction of L1, once for its batch, with the contributions locked.
   */
  reserve(tx: Tx, gifts: readonly MatchableGift[]): Promise<void> {
    return this.reserving.run(tx, gifts);
  }

  /**
   * R48: `numerator` of `denominator` of a gift goes back (R of the gift for a refund of R), and the
   * same part of its match. Counted from the first part on, so the cents add up. Does nothing for a
   * gift without a match. The contribution must be locked by the caller.
   *
   * @throws NotEnoughHeld when committed matching has been paid out already
   */
  releasePart(tx: Tx, contributionId: string, part: Part): Promise<void> {
    return this.releasing.part(tx, contributionId, part);
  }

  /**
   * L10: that part of a gift is in dispute, and the same part of its match may neither be paid out nor
   * go back until the bank has decided. The contribution must be locked, and the project's 2110 too.
   */
  freeze(
    tx: Tx,
    of: { readonly contributionId: string; readonly disputeId: string },
    part: Part,
  ): Promise<void> {
    return this.freezing.freeze(tx, of, part);
  }

  /** L11, L12: the dispute is over; call it behind `releasePart` when it was lost. */
  thaw(tx: Tx, disputeId: string): Promise<void> {
    return this.freezing.thaw(tx, disputeId);
  }

  /** The part of a project's own matching that disputes have frozen. */
  frozenMinor(tx: Tx, projectId: string): Promise<number> {
    return this.freezing.frozenMinor(tx, projectId);
  }

  /** What disputes have frozen of all matching of a project, reserved or its own, for its page. */
  frozenOfAllMinor(tx: Tx, projectId: string): Promise<number> {
    return this.freezing.ofAllMinor(tx, projectId);
  }

  /**
   * R57: from now on gifts of this supplier, to any project of the authority, bring no match. What was
   * matched before stays, as with people who join the authority later.
   */
  recordSupplier(tx: Tx, supplier: KnownSupplier): Promise<void> {
    return this.suppliers.add(tx, supplier);
  }

  /** By project, what is added to its next gift; those that nobody matches now are left out. */
  offersOf(tx: Tx, projectIds: readonly string[]): Promise<Map<string, MatchOfferView>> {
    return this.offers.of(tx, projectIds);
  }

  /** By contribution, what is left of its match; those that never had one are left out. */
  matchedOf(tx: Tx, contributionIds: readonly string[]): Promise<Map<string, number>> {
    return this.reservations.leftOf(tx, contributionIds);
  }

  /** R56: the part of a project's matching that its funds have promised and not received. */
  awaitedMinor(tx: Tx, projectId: string): Promise<number> {
    return this.awaiting.of(tx, projectId);
  }

  /**
   * R82: the matching that has not been paid out goes back to its funds, to each in proportion to what
   * of its matching is the project's own.
   */
  async releaseUnspent(tx: Tx, projectId: string): Promise<void> {
    await this.releasing.unspentOf(tx, projectId);
  }

  /** R82: matching that came back after it was paid out goes to its funds, to each by what it had given. */
  releaseRecovered(tx: Tx, projectId: string): Promise<void> {
    return this.releasing.recoveredOf(tx, projectId);
  }

  /** R78, R79: what was not paid out of the match of a gift that leaves a project which goes on. */
  async releaseUnspentOf(tx: Tx, projectId: string, contributionId: string): Promise<void> {
    await this.releasing.unspentOf(
      tx,
      projectId,
      (match) => match.contributionId === contributionId,
    );
  }

  /** R78, R79: each fund whose matching is the project's decides for its part, silence takes it back. */
  askFunders(
    tx: Tx,
    projectId: string,
    question: { reason: FundQuestionReason; until: Date },
  ): Promise<void> {
    return this.asking.ask(tx, projectId, question);
  }

  /** A fund that still has a part in what the project holds has not answered. */
  isFunderAsked(tx: Tx, projectId: string): Promise<boolean> {
    return this.asking.isAsked(tx, projectId);
  }

  /** Everybody else has decided, and no fund has anything left to decide about. */
  endQuestions(tx: Tx, projectId: string): Promise<void> {
    return this.asking.end(tx, projectId);
  }

  /** R80, L22: matching that a finished project did not need goes back to its funds, in proportion. */
  returnLeftover(tx: Tx, projectId: string, cause: string): Promise<void> {
    return this.leftovers.run(tx, projectId, cause);
  }

  /** The whole match of each of these goes back to its fund (R55). As `releasePart`. */
  releaseAll(tx: Tx, contributionIds: readonly string[]): Promise<void> {
    return this.releasing.all(tx, contributionIds);
  }
}
