import { createHash } from 'node:crypto';
import type { CardBehaviour } from './test-cards.js';

export interface BankFace {
  readonly country: string;
  readonly bankCode: string;
  readonly last4: string;
  readonly fingerprint: string;
  readonly behaviour: CardBehaviour;
}

const SUCCEEDS: CardBehaviour = {
  outcome: 'succeeds',
  delayed: 'succeeds',
  refund: 'pending_first',
};

/** Stripe's test accounts by their last digits, the same in every country. */
const BEHAVIOUR_OF_ENDING: readonly (readonly [RegExp, CardBehaviour])[] = [
  [/3000$/, SUCCEEDS],
  [/3001$/, { ...SUCCEEDS, delayed: 'fails' }],
  [/3002$/, { ...SUCCEEDS, dispute: 'debit' }],
];

/** Stripe's German test accounts: every other one is real money somewhere. */
const TEST_ACCOUNT = /^DE\d{2}370400440532013\d{3}$/;

export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = [...text.slice(4), ...text.slice(0, 4)]
    .map((letter) => parseInt(letter, 36))
    .join('');
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Reads an account number. With the knob `people` every valid one is somebody's, so that payers can differ. */
export function readIban(text: string, people: boolean): BankFace | null {
  const iban = text.replace(/\s/g, '').toUpperCase();
  if (!isIban(iban)) return null;
  const isTest = TEST_ACCOUNT.test(iban);
  if (!isTest && !people) return null;
  const known = BEHAVIOUR_OF_ENDING.find(([ending]) => ending.test(iban))?.[1];
  return {
    country: iban.slice(0, 2),
    bankCode: iban.slice(4, 12),
    last4: iban.slice(-4),
    fingerprint: createHash('sha256').update(`iban ${iban}`).digest('hex').slice(0, 16),
    behaviour: (isTest && known) || SUCCEEDS,
  };
}
