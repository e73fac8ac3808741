import type {
  AgreeExtensionDto,
  AskExtensionDto,
  DecideHoldDto,
  ScheduleCampaignDto,
} from '@vatra/shared/campaigns/campaigns.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const scheduleCampaign = (projectId: string, body: ScheduleCampaignDto) =>
  api.post('/projects/:id/campaign', { params: { id: projectId }, body });
export const askExtension = (campaignId: string, body: AskExtensionDto) =>
  api.post('/campaigns/:id/extension', { params: { id: campaignId }, body });
export const agreeExtension = (campaignId: string, body: AgreeExtensionDto) =>
  api.post('/campaigns/:id/extension/agreement', { params: { id: campaignId }, body });
export const listHolds = async () => itemsOf(await api.get('/campaigns/review-holds'));
export const decideHold = (campaignId: string, body: DecideHoldDto) =>
  api.post('/campaigns/:id/hold-decision', { params: { id: campaignId }, body });
/** The collection of a public project, as its public page tells it; null before the dates are chosen. */
export const campaignOf = async (slug: string) =>
  (await api.get('/projects/:slug/page', { params: { slug } })).campaign;
