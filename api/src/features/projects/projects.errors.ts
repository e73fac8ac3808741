import type { ProblemDetail } from '@vatra/shared/problem';
import type { PROJECT_CODES } from '@vatra/shared/projects/projects.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

type Codes = typeof PROJECT_CODES;
type CodeOf<Reason extends string> = {
  [Code in keyof Codes]: Codes[Code] extends Reason ? Code : never;
}[keyof Codes];

export class ProjectMissing extends Missing {
  constructor() {
    super('projects.not-found' satisfies CodeOf<'missing'>);
  }
}

/** Not in the state, or not under the conditions, the verb needs. */
export class ProjectConflict extends Conflict {
  constructor(code: CodeOf<'conflict'>, params?: Readonly<Record<string, string | number>>) {
    super(code, params);
  }
}

/** One part of the request cannot be accepted. */
export class ProjectInvalid extends Invalid {
  constructor(code: CodeOf<'invalid'>, pointer: string) {
    super(code, [{ pointer, code }]);
  }
}

/** The file breaks rules; each is named with its number, code and place. */
export class ProjectIncomplete extends Invalid {
  constructor(problems: readonly ProblemDetail[]) {
    super('projects.incomplete' satisfies CodeOf<'invalid'>, problems);
  }
}

/** A reviewer with an interest in the project. */
export class ReviewerExcluded extends Forbidden {
  constructor(code: CodeOf<'forbidden'>) {
    super(code);
  }
}
