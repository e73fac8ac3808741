import type {
  CastBallotDto,
  OpenCallDto,
  RequestEndorsementDto,
} from '@vatra/shared/endorsements/endorsements.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const requestEndorsement = (projectId: string, body: RequestEndorsementDto) =>
  api.post('/projects/:id/endorsements', { params: { id: projectId }, body });
export const listEndorsements = async (projectId: string) =>
  itemsOf(await api.get('/projects/:id/endorsements', { params: { id: projectId } }));
export const listMyEndorsements = async () => itemsOf(await api.get('/me/endorsements'));
export const endorsement = (id: string) => api.get('/endorsements/:id', { params: { id } });
export const openCall = (id: string, body: OpenCallDto) =>
  api.post('/endorsements/:id/call', { params: { id }, body });
export const castBallot = (id: string, body: CastBallotDto) =>
  api.post('/endorsements/:id/ballots', { params: { id }, body });
