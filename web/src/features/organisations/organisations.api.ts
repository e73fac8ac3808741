import type {
  CreateOrganisationDto,
  InviteMemberDto,
  OrganisationsQuery,
  SubmitOrganisationDto,
  VerifyOrganisationDto,
} from '@vatra/shared/organisations/organisations.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const createOrganisation = (body: CreateOrganisationDto) =>
  api.post('/organisations', { body });
export const listOrganisations = async ({ kind, placeId, limit }: OrganisationsQuery) =>
  itemsOf(await api.get('/organisations', { query: { kind, placeId, limit } }));
export const organisation = (slug: string) => api.get('/organisations/:slug', { params: { slug } });
export const listOrganisationsToReview = async () =>
  itemsOf(await api.get('/organisations/review-queue'));
export const submitOrganisation = (id: string, body: SubmitOrganisationDto) =>
  api.post('/organisations/:id/submission', { params: { id }, body });
export const verifyOrganisation = (id: string, body: VerifyOrganisationDto) =>
  api.post('/organisations/:id/verification', { params: { id }, body });

export const listMembers = async (id: string) =>
  itemsOf(await api.get('/organisations/:id/members', { params: { id } }));
export const inviteMember = (id: string, body: InviteMemberDto) =>
  api.post('/organisations/:id/members', { params: { id }, body });
export const confirmMembership = (id: string) =>
  api.post('/memberships/:id/confirmation', { params: { id }, body: {} });
export const endMembership = (id: string) => api.delete('/memberships/:id', { params: { id } });
