import type { VoiceCode } from '@vatra/shared/voice/voice.codes';
import { Conflict, Forbidden, Missing } from '../../platform/http/app-error.js';

const code = (word: VoiceCode): VoiceCode => word;

export class GrievanceMissing extends Missing {
  constructor() {
    super(code('voice.grievance-not-found'));
  }
}

export class CodeUnknown extends Missing {
  constructor() {
    super(code('voice.code-unknown'));
  }
}

/** Two people made the same code, or one sent the same grievance under another key. */
export class CodeTaken extends Conflict {
  constructor() {
    super(code('voice.code-taken'));
  }
}

/** R97: the officer has a part in the project, or filed it. */
export class OwnCase extends Forbidden {
  constructor() {
    super(code('voice.own-case'));
  }
}

export class GrievanceNotInState extends Conflict {
  constructor(state: string) {
    super(code('voice.not-in-state'), { state });
  }
}
