import { defineEvent } from '../../platform/outbox/events.js';

export const ORGANISATION_VERIFIED = defineEvent<{ organisationId: string }>(
  'organisation.verified',
);
export const ORGANISATION_INFO_REQUESTED = defineEvent<{ organisationId: string }>(
  'organisation.info-requested',
);
export const MEMBER_INVITED = defineEvent<{ organisationId: string; membershipId: string }>(
  'organisation.member-invited',
);
