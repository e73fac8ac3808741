import type { DisbursementCode } from '@vatra/shared/disbursements/disbursements.codes';
import { Conflict, Missing } from '../../../platform/http/app-error.js';

const code = (word: DisbursementCode): DisbursementCode => word;

export class RefillMissing extends Missing {
  constructor() {
    super(code('disbursements.refill-not-found'));
  }
}

/** The bank has shown it, or it was never to be paid. */
export class RefillClosed extends Conflict {
  constructor(state: string) {
    super(code('disbursements.refill-closed'), { state });
  }
}

/** Somebody has its file, and the bank may have it too. */
export class RefillFetched extends Conflict {
  constructor() {
    super(code('disbursements.refill-fetched'));
  }
}

/** Without it payments that are approved would lack this much at Stripe. */
export class RefillNeeded extends Conflict {
  constructor(missingMinor: number) {
    super(code('disbursements.refill-needed'), { missingMinor });
  }
}
