import { api } from '../../../platform/api/client';

/** Calls everybody may read. */
export const askFunds = (cursor?: string, signal?: AbortSignal) =>
  api.get('/matching-funds', { query: { cursor }, ...(signal && { signal }) });

export const askFund = (id: string, signal?: AbortSignal) =>
  api.get('/matching-funds/:id', { params: { id }, ...(signal && { signal }) });

/** What is added to a project's next gift, as it is in this moment. */
export const askMatchOffer = async (projectId: string) =>
  (await api.get('/projects/:id/match-offer', { params: { id: projectId } })).offer;
