import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { settleCharge, settleQuietly } from '../balance/settlement.js';

/**
 * Tells of a charge that has succeeded. It gets its balance transaction a moment later, or, while virtual time is being
 * moved, at once, so that it settles on its own day and not on the day the move ends.
 */
export function tellSucceeded(emulator: Emulator, charge: Stripe.Charge): void {
  const isBornSettled = emulator.knobs.settlementDelayMs === 0;
  const told = isBornSettled ? settleQuietly(emulator, charge.id) : null;
  emulator.emit('charge.succeeded', told ?? charge);
  if (told === null) awaitSettlement(emulator, charge.id);
}

/** Of a charge that others have been told of. */
export function awaitSettlement(emulator: Emulator, chargeId: string): void {
  const holdsBack = emulator.knobs.settlementDelayMs === null;
  if (emulator.clock.isStanding && !holdsBack) settleCharge(emulator, chargeId);
  else emulator.onUnsettledCharge(chargeId);
}
