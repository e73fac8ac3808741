import type {
  ConfirmDecisionDto,
  ProposeDecisionDto,
} from '@vatra/shared/disbursements/project-decisions.dto';
import { api } from '../../platform/api/client';

export const projectDecisions = (id: string) =>
  api.get('/projects/:id/decisions', { params: { id } });
export const proposeDecision = (id: string, body: ProposeDecisionDto, idempotencyKey: string) =>
  api.post('/projects/:id/decisions', { params: { id }, body, idempotencyKey });
export const confirmDecision = (id: string, body: ConfirmDecisionDto, idempotencyKey: string) =>
  api.post('/project-decisions/:id/confirmation', { params: { id }, body, idempotencyKey });
export const withdrawDecision = (id: string, idempotencyKey: string) =>
  api.post('/project-decisions/:id/withdrawal', { params: { id }, body: {}, idempotencyKey });
