import type {
  ApproveRefundsDto,
  CancelRefundsDto,
  PrepareRefundsDto,
} from '@vatra/shared/contributions/refund-batches.dto';
import type { NameAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api, apiUrl } from '../../platform/api/client';

/** Acts that move money carry the key of their intent (ruling 41). */
type Key = string;

export const askRefundQuote = (receipt: string) =>
  api.get('/refund-quotes', { query: { receipt } });
export const listRefundBatches = async () => itemsOf(await api.get('/refund-batches'));
export const refundBatch = (id: string) => api.get('/refund-batches/:id', { params: { id } });
export const listAccountsGiven = async () => itemsOf(await api.get('/refund-accounts'));
export const listAccountsMissing = async () => itemsOf(await api.get('/refund-accounts/missing'));
export const nameAccount = (id: string, body: NameAccountDto, idempotencyKey: Key) =>
  api.post('/refund-accounts/:id/account', { params: { id }, body, idempotencyKey });
export const listRefundFiles = async () => itemsOf(await api.get('/refund-payment-files'));
export const refundFileUrl = (id: string) =>
  apiUrl('/refund-payment-files/:id/content', { params: { id } });
export const prepareRefunds = (body: PrepareRefundsDto, idempotencyKey: Key) =>
  api.post('/refund-batches', { body, idempotencyKey });
export const approveRefunds = (id: string, body: ApproveRefundsDto, idempotencyKey: Key) =>
  api.post('/refund-batches/:id/approvals', { params: { id }, body, idempotencyKey });
export const cancelRefunds = (id: string, body: CancelRefundsDto, idempotencyKey: Key) =>
  api.post('/refund-batches/:id/cancellation', { params: { id }, body, idempotencyKey });
