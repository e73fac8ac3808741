import type { DisbursementCode } from '@vatra/shared/disbursements/disbursements.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

const code = (word: DisbursementCode): DisbursementCode => word;

export class TrancheMissing extends Missing {
  constructor() {
    super(code('disbursements.not-found'));
  }
}

export class PayeeMissing extends Missing {
  constructor() {
    super(code('disbursements.payee-not-found'));
  }
}

/** One offered account at a time: finance decides about it first. */
export class PayeeWaiting extends Conflict {
  constructor() {
    super(code('disbursements.payee-waiting'));
  }
}

/** Stripe does not let the account receive now. */
export class PayeeNotAble extends Conflict {
  constructor() {
    super(code('disbursements.payee-not-able'));
  }
}

/** Stripe sends nothing to this country without being asked first: money goes by bank. */
export class RailNotOffered extends Conflict {
  constructor(country: string) {
    super(code('disbursements.rail-not-offered'), { country });
  }
}

export class StripeAccountMissing extends Missing {
  constructor() {
    super(code('disbursements.stripe-account-not-found'));
  }
}

export class StripeAccountKnown extends Conflict {
  constructor() {
    super(code('disbursements.stripe-account-known'));
  }
}

/** Stripe still wants to know something, or has not said yes. */
export class StripeAccountNotReady extends Conflict {
  constructor(standing: string) {
    super(code('disbursements.stripe-account-not-ready'), { standing });
  }
}

export class TransferMissing extends Missing {
  constructor() {
    super(code('disbursements.transfer-not-found'));
  }
}

/** Its money has left the payee's account at Stripe, or there is less of it. */
export class TransferNotReversible extends Conflict {
  constructor() {
    super(code('disbursements.transfer-not-reversible'));
  }
}

export class PayoutNotPossible extends Conflict {
  constructor() {
    super(code('disbursements.payout-not-possible'));
  }
}

/** Stripe tells of a transfer or payout that is none of ours, or not as we asked for it. */
export class TransferUnknown extends Conflict {
  constructor(id: string) {
    super('payments.mismatch', { what: 'transfer', objectId: id });
  }
}

export class PayeeKnown extends Conflict {
  constructor() {
    super(code('disbursements.payee-known'));
  }
}

export class PayeeNotOffered extends Conflict {
  constructor(state: string) {
    super(code('disbursements.payee-not-offered'), { state });
  }
}

export class NotALocalAuthority extends Conflict {
  constructor() {
    super(code('disbursements.not-a-local-authority'));
  }
}

/** R73: a changed account rests 72 hours. */
export class PayeeResting extends Conflict {
  constructor(activeFrom: Date) {
    super(code('disbursements.payee-resting'), { activeFrom: activeFrom.toISOString() });
  }
}

/** The authority has no verified account. */
export class NoPayee extends Conflict {
  constructor() {
    super(code('disbursements.payee-missing'));
  }
}

export class AgreementMissing extends Missing {
  constructor() {
    super(code('disbursements.agreement-not-found'));
  }
}

export class AgreementClosed extends Conflict {
  constructor() {
    super(code('disbursements.agreement-closed'));
  }
}

/** Somebody signs what they have read: another version is another text. */
export class OtherTextVersion extends Conflict {
  constructor(textVersion: number) {
    super(code('disbursements.text-version'), { textVersion });
  }
}

export class NotYourSignature extends Forbidden {
  constructor() {
    super(code('disbursements.not-your-signature'));
  }
}

export class AlreadySigned extends Conflict {
  constructor() {
    super(code('disbursements.already-signed'));
  }
}

export class ConditionsNotMet extends Conflict {
  constructor(unmet: readonly string[]) {
    super(code('disbursements.conditions-not-met'), { conditions: unmet.join(',') });
  }
}

/** What the maker typed is not what the plan says. */
export class WrongAmount extends Invalid {
  constructor() {
    const word = code('disbursements.wrong-amount');
    super(word, [{ pointer: '/amountMinor', code: word }]);
  }
}

export class NotPrepared extends Conflict {
  constructor(state: string) {
    super(code('disbursements.not-prepared'), { state });
  }
}

/** R73: who reviewed the project neither prepares nor approves its payments. */
export class ReviewedProject extends Forbidden {
  constructor() {
    super(code('disbursements.reviewed-project'));
  }
}

/** Who belongs to the authority has no hand in what it is paid. */
export class OwnAuthority extends Forbidden {
  constructor() {
    super(code('disbursements.own-authority'));
  }
}

export class MakerCannotCheck extends Forbidden {
  constructor() {
    super(code('disbursements.maker-cannot-check'));
  }
}

export class AlreadyApproved extends Conflict {
  constructor() {
    super(code('disbursements.already-approved'));
  }
}

/** What the checker saw is no longer what would be paid. */
export class ContentChanged extends Conflict {
  constructor() {
    super(code('disbursements.content-changed'));
  }
}

export class StatementUnreadable extends Invalid {
  constructor(reason: string) {
    const word = code('disbursements.statement-unreadable');
    super(word, [{ pointer: '/fileId', code: word, params: { reason } }], { reason });
  }
}

export class StatementOfOtherAccount extends Invalid {
  constructor() {
    const word = code('disbursements.statement-of-other-account');
    super(word, [{ pointer: '/fileId', code: word }]);
  }
}

export class DecisionMissing extends Missing {
  constructor() {
    super(code('disbursements.decision-not-found'));
  }
}

/** The project is not where this decision could be taken. */
export class DecisionNotPossible extends Conflict {
  constructor(state: string) {
    super(code('disbursements.decision-not-possible'), { state });
  }
}

/** Another decision about the project waits for its second person. */
export class DecisionWaiting extends Conflict {
  constructor() {
    super(code('disbursements.decision-waiting'));
  }
}

export class DecisionClosed extends Conflict {
  constructor(state: string) {
    super(code('disbursements.decision-closed'), { state });
  }
}

/** Two staff decide: the one who proposed it is one of them already. */
export class DecisionNeedsAnother extends Forbidden {
  constructor() {
    super(code('disbursements.decision-needs-another'));
  }
}

/** Money is on its way to the authority: the bank's answer comes first. */
export class PaymentUnderWay extends Conflict {
  constructor() {
    super(code('disbursements.payment-under-way'));
  }
}

/** R79: everybody decides about their own part first. */
export class DonorsAsked extends Conflict {
  constructor() {
    super(code('disbursements.donors-asked'));
  }
}

/** The works stand still: nothing is prepared for payment. */
export class ProjectStopped extends Conflict {
  constructor(state: string) {
    super(code('disbursements.project-stopped'), { state });
  }
}

export class PaymentFileMissing extends Missing {
  constructor() {
    super(code('disbursements.payment-file-not-found'));
  }
}

/** L27: what the operator had to bear has not been paid back yet; until then no tranche leaves. */
export class ClientMoneyShort extends Conflict {
  constructor(missingMinor: number) {
    super(code('disbursements.client-money-short'), { missingMinor });
  }
}

export class OrderMissing extends Missing {
  constructor() {
    super(code('disbursements.order-not-found'));
  }
}

export class OrderClosed extends Conflict {
  constructor(state: string) {
    super(code('disbursements.order-closed'), { state });
  }
}

/** More than the books have for it. */
export class OrderAmount extends Invalid {
  constructor(maximumMinor: number) {
    const word = code('disbursements.order-amount');
    super(word, [{ pointer: '/amountMinor', code: word, params: { maximumMinor } }], {
      maximumMinor,
    });
  }
}

/** A grant names the fund it comes from; nothing else does. */
export class OrderSource extends Invalid {
  constructor() {
    const word = code('disbursements.order-source');
    super(word, [{ pointer: '/sourceId', code: word }]);
  }
}

export class PurposeMissing extends Missing {
  constructor() {
    super(code('disbursements.purpose-not-found'));
  }
}

/** Another change of the project's purpose waits for an answer. */
export class PurposeWaiting extends Conflict {
  constructor() {
    super(code('disbursements.purpose-waiting'));
  }
}

export class PurposeClosed extends Conflict {
  constructor(state: string) {
    super(code('disbursements.purpose-closed'), { state });
  }
}

export class PurposeNotPossible extends Conflict {
  constructor(state: string) {
    super(code('disbursements.purpose-not-possible'), { state });
  }
}

export class PurposeInvalid extends Invalid {
  constructor(
    word: 'disbursements.purpose-unchanged' | 'disbursements.council-decision-in-the-future',
    pointer: string,
  ) {
    super(word, [{ pointer, code: word }]);
  }
}

/** Everything donors brought has been paid out. */
export class NothingToAsk extends Conflict {
  constructor() {
    super(code('disbursements.nothing-to-ask'));
  }
}

/** R78: the board of an association that endorses the project answers, nobody else. */
export class NotEndorsing extends Forbidden {
  constructor() {
    super(code('disbursements.not-endorsing'));
  }
}
