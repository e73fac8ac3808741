import type { OFFLINE_CODES } from '@vatra/shared/contributions/offline.codes';
import type { ProblemDetail } from '@vatra/shared/problem';
import {
  Conflict,
  Forbidden,
  Invalid,
  Missing,
  type ProblemParams,
} from '../../../platform/http/app-error.js';

type Codes = typeof OFFLINE_CODES;
type CodeOf<Reason extends string> = {
  [Code in keyof Codes]: Codes[Code] extends Reason ? Code : never;
}[keyof Codes];

/** It does not exist, or not for this person. */
export class SheetMissing extends Missing {
  constructor(code: CodeOf<'missing'> = 'contributions.sheet-not-found') {
    super(code);
  }
}

/** Not in the state, or not under the conditions, the verb needs. */
export class SheetConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>, params?: ProblemParams) {
    super(code, params);
  }
}

/** This person may not, another collector or member of staff may. */
export class SheetForbidden extends Forbidden {
  constructor(code: CodeOf<'forbidden'>) {
    super(code);
  }
}

export class SheetInvalid extends Invalid {
  constructor(code: CodeOf<'invalid'>, pointer: string, params?: ProblemParams) {
    super(code, [{ pointer, code, ...(params === undefined ? {} : { params }) }], params);
  }
}

/** Some rows of a sheet given as text are wrong: nothing of it is taken. */
export class RowsWrong extends Invalid {
  constructor(errors: readonly ProblemDetail[]) {
    super('contributions.sheet-rows-wrong' satisfies CodeOf<'invalid'>, errors, {
      rows: errors.length,
    });
  }
}
