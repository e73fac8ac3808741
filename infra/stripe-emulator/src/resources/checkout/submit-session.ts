import type { Emulator } from '../../emulator.js';
import type { NewMethod } from '../methods/new-method.js';
import type { AttemptOutcome } from '../payments/payment-attempt.js';
import type { SetupOutcome } from '../setup/setup-attempt.js';
import { paySession } from './pay-session.js';
import { setUpSession } from './set-up-session.js';

/** The payer has submitted the hosted page with a form that is well-formed. */
export function submitSession(
  emulator: Emulator,
  sessionId: string,
  method: NewMethod,
): AttemptOutcome | SetupOutcome {
  const { mode } = emulator.book.get('checkout.session', sessionId);
  return mode === 'setup'
    ? setUpSession(emulator, sessionId, method)
    : paySession(emulator, sessionId, method);
}
