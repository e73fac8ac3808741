import type { ResumeMoneyDto } from '@vatra/shared/verify/verify.dto';
import { api } from '../../platform/api/client';

/** Acts that move money carry the key of their intent (ruling 41). */
type Key = string;

export const moneyChecks = () => api.get('/money-checks');
export const reconcile = (idempotencyKey: Key) => api.post('/reconciliations', { idempotencyKey });
export const resumeMoney = (body: ResumeMoneyDto, idempotencyKey: Key) =>
  api.post('/money-pause/lifting', { body, idempotencyKey });
