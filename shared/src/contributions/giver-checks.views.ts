import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { Channel } from './contributions.views.js';
import type { SanctionOutcome } from './giver-check.states.js';

/** A gift that waits for a person of finance, with what R43 asks. */
export interface GiverCheckView {
  /** Of the gift. */
  readonly id: string;
  readonly projectTitle: Localized;
  readonly channel: Channel;
  readonly gift: Money;
  readonly donorName: string;
  readonly country: string;
  readonly sourceOfFunds: string | null;
  readonly outcome: SanctionOutcome;
  /** Entries of the list the name resembles. */
  readonly matches: readonly string[];
  readonly askedAt: string;
  readonly dueAt: string;
  /** The person asking may not decide about a gift of their own. */
  readonly isOwn: boolean;
}

/** The list in use; null while nobody has imported one. */
export interface SanctionListView {
  readonly importedAt: string;
  readonly names: number;
}

export interface GiverDeskView {
  readonly list: SanctionListView | null;
  /** The longest waiting first. */
  readonly waiting: readonly GiverCheckView[];
}
