import { Conflict, Forbidden, Missing } from '../../../platform/http/app-error.js';
import type { ContributionCode } from '../contributions.errors.js';

export class CheckMissing extends Missing {
  constructor() {
    super('contributions.check-not-found' satisfies ContributionCode);
  }
}

/** Nobody lets a gift of their own through. */
export class OwnCheck extends Forbidden {
  constructor() {
    super('contributions.check-own' satisfies ContributionCode);
  }
}

/** Its project stopped collecting while the gift waited: it can only be said no to. */
export class CheckTooLate extends Conflict {
  constructor() {
    super('contributions.check-too-late' satisfies ContributionCode);
  }
}
