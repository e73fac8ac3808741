import type { Emulator } from '../../emulator.js';
import { settleCharge } from '../balance/settlement.js';

/**
 * A charge has succeeded and gets its balance transaction: a moment later, or, while virtual time is being moved, at
 * once, so that it settles on its own day and not on the day the move ends.
 */
export function announceCharge(emulator: Emulator, chargeId: string): void {
  const holdsBack = emulator.knobs.settlementDelayMs === null;
  if (emulator.clock.isStanding && !holdsBack) settleCharge(emulator, chargeId);
  else emulator.onUnsettledCharge(chargeId);
}
