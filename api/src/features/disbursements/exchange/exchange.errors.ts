import type { DisbursementCode } from '@vatra/shared/disbursements/disbursements.codes';
import { Conflict, Invalid } from '../../../platform/http/app-error.js';

const code = (word: DisbursementCode): DisbursementCode => word;

/** R76: whoever signed did so for this currency and rate. */
export class CurrencyFrozen extends Conflict {
  constructor() {
    super(code('disbursements.currency-frozen'));
  }
}

/** Without a planned rate nothing can be fixed in lei, and nothing compared. */
export class PlanningRateMissing extends Invalid {
  constructor(pointer: string) {
    const word = code('disbursements.planning-rate-missing');
    super(word, [{ pointer, code: word }]);
  }
}

/** A rate is named where lei are fixed and nowhere else, and is no slip of the hand. */
export class BankRateWrong extends Invalid {
  constructor() {
    const word = code('disbursements.bank-rate');
    super(word, [{ pointer: '/rateE4', code: word }]);
  }
}

/** R76: the euro exceed the plan by more than is kept back for it. */
export class CostAboveReserve extends Conflict {
  constructor(costMinor: number, missingMinor: number) {
    super(code('disbursements.cost-above-reserve'), { costMinor, missingMinor });
  }
}

/** What arrived is said of money that arrived. */
export class NotArrived extends Conflict {
  constructor(state: string) {
    super(code('disbursements.not-arrived'), { state });
  }
}

export class ReceivedUnlikely extends Invalid {
  constructor() {
    const word = code('disbursements.received-unlikely');
    super(word, [{ pointer: '/receivedMinor', code: word }]);
  }
}
