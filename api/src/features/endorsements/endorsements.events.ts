import { defineEvent } from '../../platform/outbox/events.js';

interface EndorsementFact extends Record<string, string> {
  endorsementId: string;
  projectId: string;
  organisationId: string;
}

/** N4: the association's name is used; every member of it is told. */
export const ENDORSEMENT_REQUESTED = defineEvent<EndorsementFact>('endorsement.requested');
/** A call is open; every entitled member is told, with the question about conflicts. */
export const ENDORSEMENT_CALLED = defineEvent<EndorsementFact>('endorsement.called');
export const ENDORSEMENT_ACTIVATED = defineEvent<EndorsementFact>('endorsement.activated');
export const ENDORSEMENT_REJECTED = defineEvent<EndorsementFact>('endorsement.rejected');
export const ENDORSEMENT_EXPIRED = defineEvent<EndorsementFact>('endorsement.expired');
