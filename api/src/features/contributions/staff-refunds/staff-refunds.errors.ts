import type { ContributionCode } from '../contributions.errors.js';
import { Conflict, Forbidden, Invalid, Missing } from '../../../platform/http/app-error.js';

function code(word: ContributionCode): ContributionCode {
  return word;
}

export class BatchMissing extends Missing {
  constructor() {
    super(code('contributions.refund-batch-not-found'));
  }
}

export class BatchClosed extends Conflict {
  constructor(state: string) {
    super(code('contributions.refund-batch-closed'), { state });
  }
}

/** No gift has this receipt, or it has not been paid. */
export class ReceiptUnknown extends Invalid {
  constructor(pointer: string, receipt: string) {
    const word = code('contributions.receipt-unknown');
    super(word, [{ pointer, code: word, params: { receipt } }], { receipt });
  }
}

/** More than is left of the gift, or than has not been paid out to the authority. */
export class MoreThanHeld extends Invalid {
  constructor(pointer: string, maximumMinor: number) {
    const word = code('contributions.more-than-held');
    super(word, [{ pointer, code: word, params: { maximumMinor } }], { maximumMinor });
  }
}

/** One gift, one refund in a batch. */
export class GiftTwice extends Invalid {
  constructor(pointer: string) {
    const word = code('contributions.gift-twice');
    super(word, [{ pointer, code: word }]);
  }
}

/** Something has moved since it was prepared: it has to be prepared anew. */
export class RefundsChanged extends Conflict {
  constructor(receipt: string) {
    super(code('contributions.refunds-changed'), { receipt });
  }
}

export class PreparedByYou extends Forbidden {
  constructor() {
    super(code('contributions.prepared-by-you'));
  }
}

/** R73: who reviewed the project, or gave the gift, has no hand in sending it back. */
export class NoDistance extends Forbidden {
  constructor(receipt: string) {
    super(code('contributions.no-distance'), { receipt });
  }
}

export class ApprovedAlready extends Conflict {
  constructor() {
    super(code('contributions.approved-already'));
  }
}

/** A refund that came back whose donor has named no account, or that somebody is paying already. */
export class ClaimNotGiven extends Conflict {
  constructor() {
    super(code('contributions.claim-not-given'));
  }
}

export class NothingToPrepare extends Invalid {
  constructor() {
    const word = code('contributions.nothing-to-prepare');
    super(word, [{ pointer: '/items', code: word }]);
  }
}
