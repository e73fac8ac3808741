import type { DisbursementCode } from '@vatra/shared/disbursements/disbursements.codes';
import { Conflict, Invalid, Missing } from '../../../platform/http/app-error.js';

const code = (word: DisbursementCode): DisbursementCode => word;

export class RecoveryMissing extends Missing {
  constructor() {
    super(code('disbursements.recovery-not-found'));
  }
}

/** The project's works go on, or the demand is not where this step could be taken. */
export class RecoveryNotPossible extends Conflict {
  constructor(state: string) {
    super(code('disbursements.recovery-not-possible'), { state });
  }
}

/** One demand at a time. */
export class RecoveryOpen extends Conflict {
  constructor() {
    super(code('disbursements.recovery-open'));
  }
}

export class RecoveryClosed extends Conflict {
  constructor(state: string) {
    super(code('disbursements.recovery-closed'), { state });
  }
}

/** More than the authority has received and not given back. */
export class RecoveryAmount extends Invalid {
  constructor(maximumMinor: number) {
    const word = code('disbursements.recovery-amount');
    super(word, [{ pointer: '/amountMinor', code: word, params: { maximumMinor } }], {
      maximumMinor,
    });
  }
}

/** A day that is over. */
export class RecoveryDay extends Invalid {
  constructor(pointer: string) {
    const word = code('disbursements.recovery-day');
    super(word, [{ pointer, code: word }]);
  }
}

/** Instalments come to something else than what is open, or belong to another step. */
export class RecoveryPlan extends Invalid {
  constructor(openMinor: number) {
    const word = code('disbursements.recovery-plan');
    super(word, [{ pointer: '/instalments', code: word, params: { openMinor } }], { openMinor });
  }
}

/** No open line of the bank, or more than is open. */
export class RecoveryLine extends Invalid {
  constructor(openMinor: number) {
    const word = code('disbursements.recovery-line');
    super(word, [{ pointer: '/bankLineId', code: word, params: { openMinor } }], { openMinor });
  }
}
