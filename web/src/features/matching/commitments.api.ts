import type {
  CommitmentEvidenceDto,
  DecideDto,
  DeclareCommitmentDto,
  WithdrawCommitmentDto,
} from '@vatra/shared/matching/commitments.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const declareCommitment = (projectId: string, body: DeclareCommitmentDto) =>
  api.post('/projects/:id/commitments', { params: { id: projectId }, body });
export const listCommitments = async (projectId: string) =>
  itemsOf(await api.get('/projects/:id/commitments', { params: { id: projectId } }));
export const listCommitmentsToReview = async () =>
  itemsOf(await api.get('/commitments/review-queue'));
export const decideCommitment = (id: string, body: DecideDto) =>
  api.post('/commitments/:id/decision', { params: { id }, body });
export const offerEvidence = (commitmentId: string, body: CommitmentEvidenceDto) =>
  api.post('/commitments/:id/evidence', { params: { id: commitmentId }, body });
export const withdrawCommitment = (id: string, body: WithdrawCommitmentDto) =>
  api.post('/commitments/:id/withdrawal', { params: { id }, body });
export const decideEvidence = (id: string, body: DecideDto) =>
  api.post('/commitment-evidence/:id/decision', { params: { id }, body });
