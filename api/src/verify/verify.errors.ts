import type { VerifyCode } from '@vatra/shared/verify/verify.codes';
import { Conflict } from '../platform/http/app-error.js';

const code = (word: VerifyCode): VerifyCode => word;

export class NotPaused extends Conflict {
  constructor() {
    super(code('verify.not-paused'));
  }
}

/** Nobody decides about differences that have not been looked for. */
export class NotReconciled extends Conflict {
  constructor() {
    super(code('verify.not-reconciled'));
  }
}
