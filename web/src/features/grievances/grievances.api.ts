import type {
  DecideGrievanceDto,
  FileGrievanceDto,
  SendElsewhereDto,
  TriageGrievanceDto,
} from '@vatra/shared/voice/grievances.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const fileGrievance = (slug: string, body: FileGrievanceDto, idempotencyKey: string) =>
  api.post('/projects/:slug/grievances', { params: { slug }, body, idempotencyKey });
export const readGrievance = (code: string) => api.post('/grievances/reading', { body: { code } });
export const acceptDecision = (code: string) =>
  api.post('/grievances/acceptance', { body: { code } });

export const listGrievances = async () => itemsOf(await api.get('/grievances'));
export const getGrievance = (id: string) => api.get('/grievances/:id', { params: { id } });
export const acknowledge = (id: string) =>
  api.post('/grievances/:id/acknowledgement', { params: { id } });
export const sendElsewhere = (id: string, body: SendElsewhereDto) =>
  api.post('/grievances/:id/referral', { params: { id }, body });
export const triage = (id: string, body: TriageGrievanceDto) =>
  api.post('/grievances/:id/triage', { params: { id }, body });
export const investigate = (id: string) =>
  api.post('/grievances/:id/investigation', { params: { id } });
export const decideGrievance = (id: string, body: DecideGrievanceDto) =>
  api.post('/grievances/:id/decision', { params: { id }, body });
