import type {
  DecideGiverDto,
  ImportSanctionListDto,
} from '@vatra/shared/contributions/giver-checks.dto';
import { api } from '../../platform/api/client';

/** Idempotency key of an intent. */
type Key = string;

export const giverDesk = () => api.get('/giver-checks');
export const decideGiver = (id: string, body: DecideGiverDto, idempotencyKey: Key) =>
  api.post('/giver-checks/:id/decision', { params: { id }, body, idempotencyKey });
export const importSanctions = (body: ImportSanctionListDto, idempotencyKey: Key) =>
  api.post('/sanction-lists', { body, idempotencyKey });
