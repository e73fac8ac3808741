import type { DisbursementCode } from '@vatra/shared/disbursements/disbursements.codes';
import { Invalid } from '../../../platform/http/app-error.js';

const code = (word: DisbursementCode): DisbursementCode => word;

export class MinutesInFuture extends Invalid {
  constructor() {
    const word = code('disbursements.minutes-in-future');
    super(word, [{ pointer: '/decidedOn', code: word }]);
  }
}

/** Who a supplier is can be said of those that minutes or invoices name. */
export class SupplierUnknown extends Invalid {
  constructor() {
    const word = code('disbursements.supplier-unknown');
    super(word, [{ pointer: '/supplier', code: word }]);
  }
}

/** A domain of mail for everybody, or none at all, would shut out people who supply nothing. */
export class SupplierDomainShared extends Invalid {
  constructor() {
    const word = code('disbursements.supplier-domain');
    super(word, [{ pointer: '/domain', code: word }]);
  }
}

export class RegisterNumberUnreadable extends Invalid {
  constructor() {
    const word = code('disbursements.register-number');
    super(word, [{ pointer: '/registerNumber', code: word }]);
  }
}
