import type {
  ApproveOrderDto,
  CancelOrderDto,
  PrepareOrderDto,
} from '@vatra/shared/disbursements/operator-money.dto';
import { api, apiUrl } from '../../platform/api/client';

/** Acts that move money carry the key of their intent (ruling 41). */
type Key = string;

export const operatorMoney = () => api.get('/operator-money');
export const operatorOrder = (id: string) => api.get('/operator-orders/:id', { params: { id } });
export const waitingTransfers = (cursor?: string) =>
  api.get('/waiting-transfers', { query: { cursor } });
export const cancelRefill = (id: string, idempotencyKey: Key) =>
  api.post('/stripe-refills/:id/cancellation', { params: { id }, idempotencyKey });
export const orderFileUrl = (id: string) => apiUrl('/operator-orders/:id/file', { params: { id } });
export const prepareOrder = (body: PrepareOrderDto, idempotencyKey: Key) =>
  api.post('/operator-orders', { body, idempotencyKey });
export const approveOrder = (id: string, body: ApproveOrderDto, idempotencyKey: Key) =>
  api.post('/operator-orders/:id/approvals', { params: { id }, body, idempotencyKey });
export const cancelOrder = (id: string, body: CancelOrderDto, idempotencyKey: Key) =>
  api.post('/operator-orders/:id/cancellation', { params: { id }, body, idempotencyKey });
