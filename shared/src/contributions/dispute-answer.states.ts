import type { StateTable } from '../states/state-table.js';

/** What finance says to a bank that claims a gift back: evidence, or that the claim is accepted. */
export type DisputeAnswerState = 'draft' | 'sending' | 'sent';

/** Sent once; a draft again only when the provider took nothing of it. */
export const DISPUTE_ANSWER_MOVES: StateTable<DisputeAnswerState> = {
  draft: ['sending'],
  sending: ['sent', 'draft'],
  sent: [],
};
