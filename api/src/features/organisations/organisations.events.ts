import { defineEvent } from '../../platform/outbox/events.js';

export const ORGANISATION_VERIFIED = defineEvent<{ organisationId: string }>(
  'organisation.verified',
);
export const ORGANISATION_INFO_REQUESTED = defineEvent<{ organisationId: string }>(
  'organisation.info-requested',
);
/** Serious: until it is verified again it neither endorses nor collects. */
export const ORGANISATION_SUSPENDED = defineEvent<{ organisationId: string }>(
  'organisation.suspended',
);
export const MEMBER_INVITED = defineEvent<{ organisationId: string; membershipId: string }>(
  'organisation.member-invited',
);
