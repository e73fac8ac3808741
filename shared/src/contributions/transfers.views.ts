import type { Money } from '../money.js';
import type { ContributionState } from './contribution.states.js';

/** Until when a campaign can be given to by transfer (ruling 20); null when no longer, or not now. */
export interface TransferOfferView {
  readonly until: string | null;
}

/** What a payer has to type, or to scan. */
export interface TransferInstructionsView {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string;
  /** ISO 11649; without it nobody knows what the money is for. */
  readonly reference: string;
  readonly amount: Money;
  /** Money that comes later is looked at by hand. */
  readonly until: string;
  /** The text of an EPC code: SEPA credit transfer. */
  readonly qrText: string;
}

export interface StartedTransferView {
  readonly id: string;
  readonly state: ContributionState;
  /** Opens `GET /contributions/:id/progress?key=`, where the instructions stay. */
  readonly key: string;
  /** Null while a person has to look at it first (R43). */
  readonly instructions: TransferInstructionsView | null;
}
