import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import type { Tx } from '../../../../platform/database/tx.js';
import type { NewCardPage } from '../../../../platform/stripe/stripe.types.js';
import { DonorKeys } from '../../donor-keys.js';
import { DonorsRepository } from '../../donors.repository.js';
import { PledgesRepository } from '../pledges.repository.js';

/** The page that is asked for: made of what does not change, so that every attempt is the same. */
@Injectable()
export class CardPageContent {
  constructor(
    private readonly config: Config,
    private readonly pledges: PledgesRepository,
    private readonly donors: DonorsRepository,
    private readonly keys: DonorKeys,
  ) {}

  async of(tx: Tx, pledgeId: string, expiresAt: Date): Promise<NewCardPage> {
    const pledge = await this.pledges.find(tx, pledgeId);
    const { email, locale } = await this.donors.get(tx, pledgeId);
    if (pledge === null || email === null) throw new Error(`No donor of ${pledgeId} any more`);
    const { campaignId, projectId, customerId } = pledge;
    const page = this.addressOf(pledgeId, locale);
    return {
      ...{ email, locale, customerId, expiresAt, currency: 'EUR', reference: pledgeId },
      metadata: { pledge_id: pledgeId, campaign_id: campaignId, project_id: projectId },
      successUrl: page,
      cancelUrl: `${page}&cancelled=1`,
    };
  }

  /** Where the provider, or a bank, sends the donor back to. */
  addressOf(id: string, locale: string): string {
    return `${this.config.publicUrl}/${locale}/pledges/${id}?key=${this.keys.pageKeyOf(id)}`;
  }
}
