import type {
  CompletionReportDto,
  FollowUpReportDto,
  ReviewReportDto,
} from '@vatra/shared/results/results.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const reportCompletion = (projectId: string, body: CompletionReportDto) =>
  api.post('/projects/:id/completion-report', { params: { id: projectId }, body });
export const reportFollowUp = (reportId: string, body: FollowUpReportDto) =>
  api.post('/reports/:id/follow-up', { params: { id: reportId }, body });
export const listReports = async (projectId: string) =>
  itemsOf(await api.get('/projects/:id/reports', { params: { id: projectId } }));
export const listReportsToReview = async () => itemsOf(await api.get('/reports/review-queue'));
export const reviewReport = (id: string, body: ReviewReportDto) =>
  api.post('/reports/:id/review', { params: { id }, body });
/** The indicators a project promised, with their ids, as its public page tells them. */
export const indicatorsOf = async (slug: string) =>
  (await api.get('/projects/:slug/page', { params: { slug } })).indicators;
