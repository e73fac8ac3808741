import { CONTRIBUTION_CODES } from '@vatra/shared/contributions/contributions.codes';
import { Conflict, Invalid, Missing } from '../../platform/http/app-error.js';

export type ContributionCode = keyof typeof CONTRIBUTION_CODES;
type CodeOf<Reason> = {
  [Code in ContributionCode]: (typeof CONTRIBUTION_CODES)[Code] extends Reason ? Code : never;
}[ContributionCode];

/** It does not exist, or it is somebody else's. */
export class ContributionMissing extends Missing {
  constructor() {
    super('contributions.not-found' satisfies ContributionCode);
  }
}

export class PledgeMissing extends Missing {
  constructor() {
    super('contributions.pledge-not-found' satisfies ContributionCode);
  }
}

export class ContributionConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>) {
    super(code);
  }
}

/** A part of the wish that cannot be accepted, with its place in the body. */
export class ContributionInvalid extends Invalid {
  constructor(
    code: CodeOf<'invalid'>,
    pointer: string,
    params?: Readonly<Record<string, string | number>>,
  ) {
    super(code, [{ pointer, code, ...(params === undefined ? {} : { params }) }], params);
  }
}

/**
 * What Stripe says does not fit what we asked for. Nothing is booked and nothing is tried again: a
 * person has to look at it.
 */
export class PaymentMismatch extends Conflict {
  constructor(
    readonly what:
      'amount' | 'currency' | 'settlement' | 'second-charge' | 'unknown' | 'refund' | 'dispute',
    readonly objectId: string,
  ) {
    super('payments.mismatch', { what, objectId });
    this.message = `payments.mismatch: ${what} of ${objectId}`;
  }
}
