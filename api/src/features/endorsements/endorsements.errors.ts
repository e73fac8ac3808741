import type { ENDORSEMENT_CODES } from '@vatra/shared/endorsements/endorsements.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

type Codes = typeof ENDORSEMENT_CODES;
type CodeOf<Reason extends string> = {
  [Code in keyof Codes]: Codes[Code] extends Reason ? Code : never;
}[keyof Codes];
type Params = Readonly<Record<string, string | number>>;

export class EndorsementMissing extends Missing {
  constructor() {
    super('endorsements.not-found' satisfies CodeOf<'missing'>);
  }
}

/** Not in the state, or not under the conditions, the verb needs. */
export class EndorsementConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>, params?: Params) {
    super(code, params);
  }
}

/** A vote this person has not got. */
export class VoteForbidden extends Forbidden {
  constructor(code: CodeOf<'forbidden'>, params?: Params) {
    super(code, params);
  }
}

export class EndorsementInvalid extends Invalid {
  constructor(code: CodeOf<'invalid'>, pointer: string) {
    super(code, [{ pointer, code }]);
  }
}
