import type {
  SubmitDisputeAnswerDto,
  WriteDisputeAnswerDto,
} from '@vatra/shared/contributions/dispute-answers.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const listDisputes = async () => itemsOf(await api.get('/disputes'));
export const disputeSheet = (id: string) => api.get('/disputes/:id', { params: { id } });
export const writeAnswer = (id: string, body: WriteDisputeAnswerDto) =>
  api.put('/disputes/:id/answer', { params: { id }, body });
/** Acts that cannot be taken back carry the key of their intent (ruling 41). */
export const submitAnswer = (id: string, body: SubmitDisputeAnswerDto, idempotencyKey: string) =>
  api.post('/disputes/:id/answer/submission', { params: { id }, body, idempotencyKey });
export const acceptClaim = (id: string, idempotencyKey: string) =>
  api.post('/disputes/:id/acceptance', { params: { id }, idempotencyKey });
