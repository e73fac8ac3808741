import type { Emulator } from '../../emulator.js';
import type { CardFacts } from '../methods/card-methods.js';
import type { AttemptOutcome } from '../payments/payment-attempt.js';
import type { SetupOutcome } from '../setup/setup-attempt.js';
import { paySession } from './pay-session.js';
import { setUpSession } from './set-up-session.js';

/** The payer has submitted the hosted page with a card that is well-formed. */
export function submitSession(
  emulator: Emulator,
  sessionId: string,
  card: CardFacts,
): AttemptOutcome | SetupOutcome {
  const { mode } = emulator.book.get('checkout.session', sessionId);
  return mode === 'setup'
    ? setUpSession(emulator, sessionId, card)
    : paySession(emulator, sessionId, card);
}
