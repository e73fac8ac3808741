import { Injectable } from '@nestjs/common';
import type {
  FeeEstimateQuery,
  StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import type {
  ContributionView,
  DonorHomesView,
  FeeEstimateView,
  StartedContributionView,
  WallLineView,
} from '@vatra/shared/contributions/contributions.views';
import { money } from '@vatra/shared/money';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Operations } from '../../platform/operations/operations.js';
import type { ContributionNotice, GiverAddress } from './contribution.record.js';
import { ContributionMissing } from './contributions.errors.js';
import { ContributionsRepository } from './contributions.repository.js';
import { DisputesRepository } from './disputes/disputes.repository.js';
import { DonorKeys } from './donor-keys.js';
import { ReadContributions } from './read-contributions.js';
import type { OpenedReason } from './share-outs/share-out.policy.js';
import { EstimatePayment } from './checkout/estimate-payment.js';
import type { ShareOutAnswers, ShareOutRecord } from './share-outs/share-outs.repository.js';
import { ShareOuts } from './share-outs/share-outs.js';
import { StartContribution } from './checkout/start-contribution.js';
import { asPaid } from './presented.policy.js';

export type {
  ContributionNotice,
  ContributionRecord,
  PaymentAmounts,
} from './contribution.record.js';

export type { ShareOutAnswers } from './share-outs/share-outs.repository.js';

/** How long a donor waits for the provider's page before a worker goes on alone (ruling 17). */
const CHECKOUT_WAIT_MS = 5_000;

/** Gifts: from the wish to the money, and back when the donor wants it back. */
@Injectable()
export class ContributionsService {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsRepository,
    private readonly estimating: EstimatePayment,
    private readonly starting: StartContribution,
    private readonly reading: ReadContributions,
    private readonly sharing: ShareOuts,
    private readonly disputes: DisputesRepository,
    private readonly keys: DonorKeys,
    private readonly operations: Operations,
  ) {}

  /** What a payment would be made of (R44); an estimate, and shown as one. @throws ContributionInvalid */
  estimate(query: FeeEstimateQuery): Promise<FeeEstimateView> {
    return this.estimating.run(query);
  }

  /**
   * Writes the contribution down and opens the page to pay it. The page is null when the provider
   * has not answered in time: the worker goes on under the same key.
   *
   * @throws ContributionInvalid, ContributionConflict
   */
  async start(
    campaignId: string,
    wish: StartContributionDto,
    actor: Actor | null,
  ): Promise<StartedContributionView> {
    const { id, operationId } = await this.database.inTransaction((tx) =>
      this.starting.run(tx, campaignId, wish, actor),
    );
    if (operationId !== null) await this.operations.runNow(operationId, CHECKOUT_WAIT_MS);
    const contribution = await this.database.look((tx) => this.contributions.find(tx, id));
    if (contribution === null) throw new ContributionMissing();
    const gross = asPaid(contribution);
    return {
      id,
      state: contribution.state,
      checkoutUrl: contribution.checkoutUrl,
      gross: money(gross.grossMinor, gross.currency),
      key: this.keys.pageKeyOf(id),
    };
  }

  /** @throws ContributionMissing when the key is not that of this contribution */
  progress(id: string, key: string): Promise<ContributionView> {
    if (!this.keys.opensPage(id, key)) throw new ContributionMissing();
    return this.database.look((tx) => this.reading.viewOf(tx, id));
  }

  own(actor: Actor, query: PageQuery): Promise<Page<ContributionView>> {
    return this.database.look((tx) => this.reading.own(tx, actor, query));
  }

  /** @throws ContributionMissing */
  getOwn(id: string, actor: Actor): Promise<ContributionView> {
    return this.database.look(async (tx) => {
      await this.reading.requireOwn(tx, id, actor);
      return this.reading.viewOf(tx, id);
    });
  }

  /**
   * R82: what the project has not paid out belongs to those who gave it, each in proportion to the
   * net credit of the gift. Matching goes back to its funds; every donor decides about the share.
   */
  shareOut(tx: Tx, projectId: string, reason: OpenedReason): Promise<void> {
    return this.sharing.open(tx, projectId, reason);
  }

  /** R82: what came back to an ended project after that, to those whose money had been spent. Safe to call again. */
  shareRecovered(tx: Tx, projectId: string): Promise<void> {
    return this.sharing.ofRecovered(tx, projectId);
  }

  /** R78, R79: since when and until when the donors of a project are asked about its money; null otherwise. */
  askedOf(tx: Tx, projectId: string): Promise<ShareOutRecord | null> {
    return this.sharing.asked(tx, projectId);
  }

  /** R78: who was asked and who left their share with the project, after the last has decided. */
  answersOf(tx: Tx, shareOutId: string): Promise<ShareOutAnswers> {
    return this.sharing.answersOf(tx, shareOutId);
  }

  /** L10: what of a project's own gifts rests until banks have decided. */
  restingMinor(tx: Tx, projectId: string): Promise<number> {
    return this.disputes.restingMinor(tx, projectId);
  }

  /** R81: what a project has of a gift now; 0 while its donor decides about it, or after it has left. */
  heldByProject(tx: Tx, id: string): Promise<number> {
    return this.reading.heldByProject(tx, id);
  }

  /** R104: names and words of those who asked to be shown, newest first. */
  wallOf(tx: Tx, campaignId: string): Promise<WallLineView[]> {
    return this.reading.wallOf(tx, campaignId);
  }

  /** R104: where the donors of a campaign live, without countries of fewer than five of them. */
  homesOf(tx: Tx, campaignId: string): Promise<DonorHomesView> {
    return this.reading.homesOf(tx, campaignId);
  }

  /** What a mail to the donor needs. @throws ContributionMissing */
  noticeOf(tx: Tx, id: string): Promise<ContributionNotice> {
    return this.reading.noticeOf(tx, id);
  }

  /** Where to write to the givers; those erased are left out. Bound by the caller. */
  addressesOf(tx: Tx, ids: readonly string[]): Promise<GiverAddress[]> {
    return this.reading.addressesOf(tx, ids);
  }

  /** Somebody has paid with this address. */
  knowsAddress(tx: Tx, email: string): Promise<boolean> {
    return this.reading.knowsAddress(tx, email);
  }
}
