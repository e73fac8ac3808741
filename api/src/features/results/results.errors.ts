import type { ResultCode } from '@vatra/shared/results/results.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

const code = (word: ResultCode): ResultCode => word;

export class ReportMissing extends Missing {
  constructor() {
    super(code('results.not-found'));
  }
}

/** Nobody of the authority reviews its own report. */
export class ReportNotYours extends Forbidden {
  constructor() {
    super(code('results.not-yours'));
  }
}

export class MilestonesOpen extends Conflict {
  constructor(open: number) {
    super(code('results.milestones-open'), { open });
  }
}

export class ReportNotOpen extends Conflict {
  constructor(state: string) {
    super(code('results.not-open'), { state });
  }
}

export class TooEarly extends Conflict {
  constructor(from: Date) {
    super(code('results.too-early'), { from: from.toISOString() });
  }
}

export class ValueRefused extends Invalid {
  constructor(
    word: Extract<ResultCode, 'results.indicator-unknown' | 'results.measured-in-future'>,
    index: number,
  ) {
    super(word, [{ pointer: `/values/${String(index)}`, code: word }]);
  }
}

export class IndicatorsMissing extends Invalid {
  constructor(missing: number) {
    const word = code('results.indicators-missing');
    super(word, [{ pointer: '/values', code: word, params: { missing } }]);
  }
}

export class NotSubmitted extends Conflict {
  constructor(state: string) {
    super(code('results.not-submitted'), { state });
  }
}

/** Two people must have looked at the whole work before it counts as completed. */
export class NotVerified extends Conflict {
  constructor() {
    super(code('results.not-verified'));
  }
}

/** R87: what was paid and what is shown with invoices must agree. */
export class AccountsDoNotBalance extends Conflict {
  constructor(paidMinor: number, spentMinor: number) {
    super(code('results.accounts-do-not-balance'), { paidMinor, spentMinor });
  }
}
