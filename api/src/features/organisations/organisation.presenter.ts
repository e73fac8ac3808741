import type { MemberView, OrganisationCard } from '@vatra/shared/organisations/organisations.views';
import type { MembershipRecord, OrganisationRecord } from './organisation.record.js';

export function cardOf(record: OrganisationRecord): OrganisationCard {
  const { id, slug, kind, name, country, hostCity, state, verificationLevel } = record;
  return { id, slug, kind, name, country, hostCity, state, verificationLevel };
}

export function memberOf(record: MembershipRecord, name: string | null): MemberView {
  return {
    membershipId: record.id,
    personId: record.personId,
    name,
    email: record.email,
    roles: record.roles,
    voting: record.voting,
    state: record.state,
    since: record.since.toISOString(),
  };
}
