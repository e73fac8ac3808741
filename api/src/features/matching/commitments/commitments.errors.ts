import type { COMMITMENT_CODES } from '@vatra/shared/matching/commitments.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../../platform/http/app-error.js';

type Codes = typeof COMMITMENT_CODES;
type CodeOf<Reason extends string> = {
  [Code in keyof Codes]: Codes[Code] extends Reason ? Code : never;
}[keyof Codes];

export class CommitmentMissing extends Missing {
  constructor(code: CodeOf<'missing'> = 'matching.commitment-not-found') {
    super(code);
  }
}

/** Not in the state, or not under the conditions, the verb needs. */
export class CommitmentConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>, params?: Readonly<Record<string, string | number>>) {
    super(code, params);
  }
}

export class CommitmentInvalid extends Invalid {
  constructor(code: CodeOf<'invalid'>, pointer: string) {
    super(code, [{ pointer, code }]);
  }
}

/** Nobody decides about the money of an authority they belong to. */
export class OwnAuthority extends Forbidden {
  constructor() {
    super('matching.own-authority' satisfies CodeOf<'forbidden'>);
  }
}
