import { PledgesService } from '../pledges.service.js';
import { CardPageContent } from './saving/card-page-content.js';
import { AwaitCard } from './saving/await-card.js';
import { CardPage } from './saving/card-page.js';
import { ChargePledge } from './collecting/charge-pledge.js';
import { ConfirmPledge } from './collecting/confirm-pledge.js';
import { DecidePledges } from './collecting/decide-pledges.js';
import { EndPledge } from './end-pledge.js';
import { ForgetCard } from './forget-card.js';
import { GiveUpPledge } from './collecting/give-up-pledge.js';
import { KeepCard } from './saving/keep-card.js';
import { PledgesRepository } from './pledges.repository.js';
import { ProviderNews } from './provider-news.js';
import { ReadPledges } from './read-pledges.js';
import { StartPledge } from './saving/start-pledge.js';

/** Promises that are charged only on success: made, charged or let go. */
export const PLEDGES = [
  PledgesRepository,
  ForgetCard,
  EndPledge,
  CardPageContent,
  CardPage,
  AwaitCard,
  StartPledge,
  GiveUpPledge,
  ChargePledge,
  KeepCard,
  ConfirmPledge,
  DecidePledges,
  ReadPledges,
  ProviderNews,
  PledgesService,
];
