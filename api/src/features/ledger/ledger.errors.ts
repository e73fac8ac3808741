import { Conflict } from '../../platform/http/app-error.js';

/** A restricted account would fall below zero (ruling 8). */
export class NotEnoughHeld extends Conflict {
  constructor() {
    super('ledger.not-enough');
  }
}

/** One business event is posted once per purpose; the earlier entry stands. */
export class AlreadyPosted extends Conflict {
  constructor(readonly purposeKeys: readonly string[]) {
    super('ledger.already-posted');
  }
}

/** A mistake of ours: the lines do not add up to zero. Never shown to a person. */
export class UnsoundEntry extends Error {
  override readonly name = 'UnsoundEntry';
}
