import { defineEvent } from '../../platform/outbox/events.js';

/** What is there covers less of what is held for others than before: the operator bore a cost. */
export const COVER_FELL = defineEvent<Record<string, never>>('ledger.cover-fell');
