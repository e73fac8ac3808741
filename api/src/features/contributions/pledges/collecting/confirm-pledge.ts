import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { Operations } from '../../../../platform/operations/operations.js';
import { SavedCardsGateway } from '../../../../platform/stripe/saved-cards.gateway.js';
import type { StripeIntent } from '../../../../platform/stripe/stripe.types.js';
import { ContributionConflict } from '../../contributions.errors.js';
import { DonorsRepository } from '../../donors.repository.js';
import { CardPageContent } from '../saving/card-page-content.js';
import { CardPage, later, PAGE_MINUTES_MIN } from '../saving/card-page.js';
import { ChargePledge } from './charge-pledge.js';
import type { PledgeRecord } from '../pledge.record.js';
import { PledgesRepository } from '../pledges.repository.js';

const CONFIRM = 'contributions.confirm-pledge';

interface ConfirmRequest {
  readonly intentId: string;
  readonly methodId: string;
  readonly returnUrl: string;
}

/** After a charge that failed, with its donor present: the bank's page, or another card. */
@Injectable()
export class ConfirmPledge {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly donors: DonorsRepository,
    private readonly page: CardPage,
    private readonly content: CardPageContent,
    private readonly charging: ChargePledge,
    private readonly operations: Operations,
    private readonly clock: Clock,
    gateway: SavedCardsGateway,
  ) {
    this.operations.register<ConfirmRequest, StripeIntent>({
      name: CONFIRM,
      call: ({ intentId, ...how }, { key }) => gateway.confirm(intentId, how, key),
      apply: (tx, { subjectId }, intent) => this.answered(tx, subjectId, intent),
      // The card said no with its donor present, or it is paid already: the page shows which.
      refused: (tx, { subjectId }) => this.pledges.setPageUrl(tx, subjectId, null),
    });
  }

  /** With the pledge's row locked; answers with the operation to carry out. @throws ContributionConflict */
  async begin(tx: Tx, pledge: PledgeRecord): Promise<string> {
    const { id, state, intentId, methodId } = pledge;
    if (state !== 'charge_failed' || intentId === null || methodId === null) {
      throw new ContributionConflict('contributions.pledge-asks-nothing');
    }
    const { locale } = await this.donors.get(tx, id);
    const returnUrl = this.content.addressOf(id, locale);
    const request: ConfirmRequest = { intentId, methodId, returnUrl };
    const version = await this.pledges.nextVersion(tx, id);
    const intent = { subjectId: id, request, version, inline: true };
    await this.pledges.setPageUrl(tx, id, null);
    return this.operations.request(tx, { name: CONFIRM }, intent);
  }

  /** @throws ContributionConflict */
  async beginOtherCard(tx: Tx, { id, state }: PledgeRecord): Promise<string> {
    if (state !== 'charge_failed') {
      throw new ContributionConflict('contributions.pledge-asks-nothing');
    }
    const expiresAt = later(await this.clock.now(tx), PAGE_MINUTES_MIN);
    await this.pledges.setPageUrl(tx, id, null);
    return this.page.request(tx, id, expiresAt);
  }

  private async answered(tx: Tx, id: string, intent: StripeIntent): Promise<void> {
    await this.pledges.setPageUrl(tx, id, intent.bankUrl);
    await this.charging.askForMoney(tx, id, intent);
  }
}
