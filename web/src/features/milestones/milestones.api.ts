import type {
  AcceptVerificationDto,
  DecideReworkDto,
  ReportMilestoneDto,
  SpendingReportDto,
  VerifyMilestoneDto,
} from '@vatra/shared/milestones/milestones.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const listMilestones = async (projectId: string) =>
  itemsOf(await api.get('/projects/:id/milestones', { params: { id: projectId } }));
export const reportMilestone = (id: string, body: ReportMilestoneDto) =>
  api.post('/milestones/:id/report', { params: { id }, body });
export const reportSpending = (projectId: string, body: SpendingReportDto) =>
  api.post('/projects/:id/spending-reports', { params: { id: projectId }, body });

export const listMyCases = async () => itemsOf(await api.get('/me/verifications'));
export const acceptCase = (id: string, body: AcceptVerificationDto) =>
  api.post('/verifications/:id/acceptance', { params: { id }, body });
export const answerCase = (id: string, body: VerifyMilestoneDto) =>
  api.post('/verifications/:id/answer', { params: { id }, body });

export const listDoubts = async () => itemsOf(await api.get('/milestones/doubts'));
export const decideDoubt = (milestoneId: string, body: DecideReworkDto) =>
  api.post('/milestones/:id/doubt-decision', { params: { id: milestoneId }, body });
