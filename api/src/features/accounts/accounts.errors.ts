import { Conflict, Forbidden, Invalid, Missing, Unproven } from '../../platform/http/app-error.js';

/** One answer for an unknown address and a wrong password: it tells nothing about addresses. */
export class WrongCredentials extends Unproven {
  constructor() {
    super('accounts.wrong-credentials');
  }
}

export class EmailNotVerified extends Forbidden {
  constructor() {
    super('accounts.email-not-verified');
  }
}

export class WrongCode extends Unproven {
  constructor() {
    super('accounts.wrong-code');
  }
}

export class CodeAlreadyUsed extends Unproven {
  constructor() {
    super('accounts.code-already-used');
  }
}

/** The time between password and code is over, or it never began in this browser. */
export class ChallengeOver extends Unproven {
  constructor() {
    super('accounts.challenge-over');
  }
}

export class LinkNotValid extends Invalid {
  constructor() {
    super('accounts.link-not-valid');
  }
}

export class SecondFactorEnrolledAlready extends Conflict {
  constructor() {
    super('accounts.second-factor-enrolled-already');
  }
}

export class SecondFactorNotEnrolled extends Conflict {
  constructor() {
    super('accounts.second-factor-not-enrolled');
  }
}

export class PersonUnknown extends Missing {
  constructor() {
    super('accounts.person-unknown');
  }
}

export class RoleToSelf extends Forbidden {
  constructor() {
    super('accounts.role-to-self');
  }
}

export class RoleHeldAlready extends Conflict {
  constructor() {
    super('accounts.role-held-already');
  }
}
