import type { FUND_CODES } from '@vatra/shared/matching/funds.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../../platform/http/app-error.js';

type Codes = typeof FUND_CODES;
type CodeOf<Reason extends string> = {
  [Code in keyof Codes]: Codes[Code] extends Reason ? Code : never;
}[keyof Codes];

export class FundMissing extends Missing {
  constructor(code: CodeOf<'missing'> = 'matching.fund-not-found') {
    super(code);
  }
}

/** Not in the state, or not with the money, the verb needs. */
export class FundConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>, params?: Readonly<Record<string, string | number>>) {
    super(code, params);
  }
}

export class FundInvalid extends Invalid {
  constructor(
    code: CodeOf<'invalid'>,
    pointer: string,
    params?: Readonly<Record<string, string | number>>,
  ) {
    super(code, [{ pointer, code, ...(params === undefined ? {} : { params }) }], params);
  }
}

/** Maker and checker are two people, and neither is the funder's. */
export class FundForbidden extends Forbidden {
  constructor(code: CodeOf<'forbidden'>) {
    super(code);
  }
}
