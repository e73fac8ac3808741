import type {
  DemandMoneyDto,
  ReceiveRecoveryDto,
  RecoveryStepDto,
} from '@vatra/shared/disbursements/recoveries.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

/** Idempotency key of an intent. */
type Key = string;

export const projectRecoveries = (id: string) =>
  api.get('/projects/:id/recoveries', { params: { id } });
export const demandMoney = (id: string, body: DemandMoneyDto, idempotencyKey: Key) =>
  api.post('/projects/:id/recoveries', { params: { id }, body, idempotencyKey });
export const stepRecovery = (id: string, body: RecoveryStepDto, idempotencyKey: Key) =>
  api.post('/recoveries/:id/steps', { params: { id }, body, idempotencyKey });
export const listOpenRecoveries = async () => itemsOf(await api.get('/recoveries'));
export const receiveRecovery = (id: string, body: ReceiveRecoveryDto, idempotencyKey: Key) =>
  api.post('/recoveries/:id/receipts', { params: { id }, body, idempotencyKey });
