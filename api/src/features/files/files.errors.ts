import { Conflict, Invalid, Missing } from '../../platform/http/app-error.js';

type InvalidCode =
  'files.no-file' | 'files.purpose-unknown' | 'files.type-not-accepted' | 'files.unreadable';

/** The upload cannot be taken: what it is, or what it is for. */
export class UploadRefused extends Invalid {
  constructor(code: InvalidCode) {
    super(code, [{ pointer: code === 'files.purpose-unknown' ? '/purpose' : '/file', code }]);
  }
}

/** An id that is no file, of another purpose, or of somebody else. */
export class FileNotUsable extends Invalid {
  constructor(count: number) {
    super('files.not-usable', [], { count });
  }
}

export class FileUnknown extends Missing {
  constructor() {
    super('files.unknown');
  }
}

export class UploadQuotaReached extends Conflict {
  constructor() {
    super('files.quota-reached');
  }
}
