import type {
  AnswerPurposeDto,
  ProposePurposeDto,
} from '@vatra/shared/disbursements/purpose-changes.dto';
import { api } from '../../platform/api/client';

export const purposeChanges = (id: string) =>
  api.get('/projects/:id/purpose-changes', { params: { id } });
export const openPurposeChanges = () => api.get('/purpose-changes');
export const proposePurpose = (id: string, body: ProposePurposeDto, idempotencyKey: string) =>
  api.post('/projects/:id/purpose-changes', { params: { id }, body, idempotencyKey });
export const answerPurpose = (id: string, body: AnswerPurposeDto, idempotencyKey: string) =>
  api.post('/purpose-changes/:id/answer', { params: { id }, body, idempotencyKey });
export const withdrawPurpose = (id: string, idempotencyKey: string) =>
  api.post('/purpose-changes/:id/withdrawal', { params: { id }, body: {}, idempotencyKey });
