import { api, apiUrl } from '../../platform/api/client';

const ENTRIES_PER_PAGE = 50;

export const askProjectLedger = (projectId: string, cursor?: string, signal?: AbortSignal) =>
  api.get('/ledger/projects/:id', {
    params: { id: projectId },
    query: { cursor, limit: ENTRIES_PER_PAGE },
    ...(signal && { signal }),
  });

export const askBooks = (cursor?: string, signal?: AbortSignal) =>
  api.get('/books', {
    query: { cursor, limit: ENTRIES_PER_PAGE },
    ...(signal && { signal }),
  });

export const askCheckpoint = (signal: AbortSignal) => api.get('/ledger/checkpoint', { signal });

export const ledgerCsv = (projectId: string) =>
  apiUrl('/ledger/projects/:id/csv', { params: { id: projectId } });

export const ledgerJson = (projectId: string) =>
  apiUrl('/ledger/projects/:id', { params: { id: projectId } });
