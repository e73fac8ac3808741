/**
 * The way money takes to a payee. `bank_transfer` writes payment files and is proved by account
 * statements; `stripe_transfer` calls Stripe and is proved by the payout of the payee's account there.
 */
export type RailName = 'bank_transfer' | 'stripe_transfer';

export interface RailInstruction {
  /** One for all attempts (R75): the bank refuses to pay the same one twice. */
  readonly instructionId: string;
  /** Unique to this attempt, and the same when the attempt is made again after a crash. */
  readonly attemptKey: string;
  readonly amountMinor: number;
  /** The account it leaves: client money, or what is the operator's own. */
  readonly from: 'client' | 'operating';
  readonly payee: { readonly holder: string; readonly iban: string };
  readonly remittance: string;
  /** Business time of the instruction; its day is the day of execution. */
  readonly instructedAt: Date;
}

/** What the rail can show for having been instructed. It is no proof of payment. */
export interface RailReceipt {
  readonly rail: RailName;
  readonly messageId: string;
  readonly storageKey: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Rail<Instruction = RailInstruction, Receipt = RailReceipt> {
  readonly name: RailName;
  /** Safe to repeat: the same instruction and attempt key give the same receipt. */
  instruct(instruction: Instruction): Promise<Receipt>;
  /** What became of an instruction whose answer was lost; null when it never arrived. */
  find?(instruction: Instruction): Promise<Receipt | null>;
}
