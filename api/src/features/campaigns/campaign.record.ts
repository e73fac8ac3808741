import type { CampaignLeftover, Collection } from '@vatra/shared/campaigns/campaign-limits';
import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';

/** A campaign as the api works with it; amounts in minor units of its currency. */
export interface CampaignRecord {
  readonly id: string;
  readonly projectId: string;
  readonly state: CampaignState;
  readonly currency: 'EUR';
  readonly collection: Collection;
  readonly minimumMinor: number;
  readonly optimumMinor: number;
  readonly country: string;
  readonly zone: string;
  readonly leftover: CampaignLeftover;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly extendedFrom: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: 'end' | 'optimum' | null;
  readonly graceUntil: Date | null;
  /** When pledges fell due because they seemed enough; null when none did (R42). */
  readonly collectingAt: Date | null;
  readonly judgedAt: Date | null;
  readonly judgedMinor: number | null;
  readonly holdReasons: readonly string[];
  readonly holdDueAt: Date | null;
  readonly holdExtended: boolean;
}

/** What one successful payment brought, told by the contributions with the entry that booked it. */
export interface Credit {
  readonly campaignId: string;
  readonly contributionId: string;
  readonly entryId: string;
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  /** Fingerprint, verified contact, person: contributions that share one are one payer (ruling 21). */
  readonly payerKeys: readonly string[];
  readonly paidAt: Date;
  /** Cash through an association: told apart behind the bar (R33). */
  readonly isOffline?: boolean;
}

/** When a payment was submitted, and whether its way is a slow one (ruling 20). */
export interface OpenPayment {
  readonly campaignId: string;
  readonly contributionId: string;
  readonly submittedAt: Date;
  readonly isDelayed?: boolean;
}

/** How a campaign stands towards its goals, with what is promised beside what counts (R42). */
export interface Standing {
  readonly countedMinor: number;
  readonly promisedMinor: number;
  readonly minimumMinor: number;
  readonly optimumMinor: number;
}

/** What a refund, withdrawal or lost dispute took away again. */
export interface Debit {
  readonly campaignId: string;
  readonly contributionId: string;
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
}

/** Money of a matching fund that follows a contribution, or that leaves it again. */
export interface Match {
  readonly campaignId: string;
  readonly contributionId: string;
  readonly amountMinor: number;
}

/** counted: towards the goal; overflow: after the optimum (R83); late: to be refunded (R31). */
export type CreditResult = 'counted' | 'overflow' | 'late';
