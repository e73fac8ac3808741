import type { ORGANISATION_CODES } from '@vatra/shared/organisations/organisations.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

type Codes = typeof ORGANISATION_CODES;
type CodeOf<Reason extends string> = {
  [Code in keyof Codes]: Codes[Code] extends Reason ? Code : never;
}[keyof Codes];

export class OrganisationMissing extends Missing {
  constructor(code: CodeOf<'missing'> = 'organisations.not-found') {
    super(code);
  }
}

/** The person holds no role here that may do this. */
export class OrganisationNotYours extends Forbidden {
  constructor(code: CodeOf<'forbidden'> = 'organisations.not-yours') {
    super(code);
  }
}

export class OrganisationInvalid extends Invalid {
  constructor(code: CodeOf<'invalid'>, pointer: string) {
    super(code, [{ pointer, code }]);
  }
}

export class OrganisationConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>) {
    super(code);
  }
}
