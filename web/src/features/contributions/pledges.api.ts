import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import { api } from '../../platform/api/client';

export const startPledge = (
  campaignId: string,
  wish: StartContributionDto,
  idempotencyKey: string,
) => api.post('/campaigns/:id/pledges', { params: { id: campaignId }, body: wish, idempotencyKey });

export const askPledgeProgress = (id: string, key: string) =>
  api.get('/pledges/:id/progress', { params: { id }, query: { key } });

export const askMyPledges = (cursor?: string) => api.get('/me/pledges', { query: { cursor } });

export const withdrawPledge = (id: string, idempotencyKey: string) =>
  api.post('/me/pledges/:id/withdrawal', { params: { id }, idempotencyKey });

/** A new page each time: the last one may be used up. */
export const confirmPledge = (id: string) =>
  api.post('/me/pledges/:id/confirmation', {
    params: { id },
    idempotencyKey: crypto.randomUUID(),
  });

/** As `confirmPledge`. */
export const changePledgeCard = (id: string) =>
  api.post('/me/pledges/:id/card', { params: { id }, idempotencyKey: crypto.randomUUID() });
