import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import { Config } from '../../../platform/config/config.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { NewSession } from '../../../platform/stripe/stripe.types.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { DonorKeys } from '../donor-keys.js';
import { DonorsRepository } from '../donors.repository.js';
import { asPaid } from '../presented.policy.js';

/** Words on the provider's page; the rest of that page is the provider's own. */
const LINES: Readonly<Record<Locale, { gift: string; feeCover: string; tip: string }>> = {
  en: { gift: 'Contribution', feeCover: 'Card fees, so that all of it arrives', tip: 'For Vatra' },
  ro: {
    gift: 'Contribuție',
    feeCover: 'Comisionul cardului, ca să ajungă tot',
    tip: 'Pentru Vatra',
  },
};

/** The page that is asked for: made of rows that do not change, so that every attempt is the same. */
@Injectable()
export class CheckoutPage {
  constructor(
    private readonly config: Config,
    private readonly donors: DonorsRepository,
    private readonly keys: DonorKeys,
    private readonly projects: ProjectsService,
  ) {}

  async of(tx: Tx, id: string): Promise<NewSession> {
    const gift = await this.donors.giftOf(tx, id);
    if (gift === null || gift.donor.email === null) throw new Error(`No donor of ${id} any more`);
    const { contribution, donor } = gift;
    const { campaignId, projectId } = contribution;
    const { title } = await this.projects.get(tx, projectId);
    const words = LINES[donor.locale];
    const { giftMinor, tipMinor, feeCoverMinor, currency } = asPaid(contribution);
    const page = this.addressOf(id, donor.locale);
    return {
      lines: [
        { name: `${words.gift}: ${title[donor.locale]}`, amountMinor: giftMinor },
        { name: words.feeCover, amountMinor: feeCoverMinor },
        { name: words.tip, amountMinor: tipMinor },
      ].filter(({ amountMinor }) => amountMinor > 0),
      currency,
      email: gift.donor.email,
      locale: donor.locale,
      reference: id,
      metadata: { contribution_id: id, campaign_id: campaignId, project_id: projectId },
      transferGroup: projectId,
      successUrl: page,
      cancelUrl: `${page}&cancelled=1`,
      expiresAt: contribution.sessionExpiresAt,
    };
  }

  private addressOf(id: string, locale: Locale): string {
    return `${this.config.publicUrl}/${locale}/gifts/${id}?key=${this.keys.pageKeyOf(id)}`;
  }
}
