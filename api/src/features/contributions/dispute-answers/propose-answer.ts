import { Injectable } from '@nestjs/common';
import { money } from '@vatra/shared/money';
import { Config } from '../../../platform/config/config.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { ContributionRecord, DonorRecord } from '../contribution.record.js';
import { asPaid } from '../presented.policy.js';
import {
  proposedDescription,
  proposedRefundPolicy,
  type GiftFacts,
} from './answer-proposal.policy.js';
import type { AnswerTexts } from './dispute-answer.record.js';

/** What the books and pages know already, written down for whoever has to answer. */
@Injectable()
export class ProposeAnswer {
  constructor(
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly config: Config,
  ) {}

  async of(tx: Tx, gift: ContributionRecord, donor: DonorRecord): Promise<AnswerTexts> {
    const facts = await this.factsOf(tx, gift, donor);
    return {
      description: proposedDescription(facts),
      refundPolicy: proposedRefundPolicy(facts),
      explanation: null,
    };
  }

  private async factsOf(tx: Tx, gift: ContributionRecord, donor: DonorRecord): Promise<GiftFacts> {
    const { slug, title, leadOrganisationId } = await this.projects.get(tx, gift.projectId);
    const { name: authority } = await this.organisations.getCard(tx, leadOrganisationId);
    const { currency, giftMinor, tipMinor, feeCoverMinor } = asPaid(gift);
    return {
      projectTitle: title.en,
      authority,
      operator: this.config.operatorName,
      pageUrl: `${this.config.publicUrl}/en/projects/${slug}`,
      gift: money(giftMinor, currency),
      tip: money(tipMinor, currency),
      feeCover: money(feeCoverMinor, currency),
      receiptNumber: gift.receiptNumber,
      paidAt: gift.paidAt,
      withdrawUntil: gift.withdrawUntil,
      isMailed: donor.email !== null,
    };
  }
}
