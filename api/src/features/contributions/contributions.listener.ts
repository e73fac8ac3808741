import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/outbox/events.js';
import {
  CAMPAIGN_CLOSING,
  CAMPAIGN_FAILED,
  CAMPAIGN_SUCCEEDED,
  CREDIT_NOT_COUNTED,
} from '../campaigns/campaigns.events.js';
import { ClosePages } from './checkout/close-pages.js';
import { EndCampaignGifts } from './end-campaign-gifts.js';
import { OfferChoice } from './offer-choice.js';
import { DecidePledges } from './pledges/collecting/decide-pledges.js';

/** What the campaigns tell, each answered by one verb. */
@Injectable()
export class ContributionsListener {
  constructor(
    events: Events,
    choices: OfferChoice,
    gifts: EndCampaignGifts,
    pages: ClosePages,
    pledges: DecidePledges,
  ) {
    events.on(CAMPAIGN_CLOSING, 'contributions.close-pages-when-campaign-closes', (tx, fact) =>
      pages.afterClosing(tx, fact.campaignId),
    );
    events.on(CAMPAIGN_CLOSING, 'contributions.decide-pledges-when-campaign-closes', (tx, fact) =>
      pledges.afterClosing(tx, fact.campaignId),
    );
    events.on(CAMPAIGN_SUCCEEDED, 'contributions.commit-when-campaign-succeeds', (tx, fact) =>
      gifts.afterSuccess(tx, fact.campaignId),
    );
    events.on(CAMPAIGN_FAILED, 'contributions.offer-choice-when-campaign-fails', (tx, fact) =>
      gifts.afterFailure(tx, fact.campaignId),
    );
    events.on(CREDIT_NOT_COUNTED, 'contributions.take-out-what-does-not-count', (tx, fact) =>
      choices.takeOut(tx, fact.contributionId, fact.result),
    );
  }
}
