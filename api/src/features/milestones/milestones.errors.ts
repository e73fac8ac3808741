import type { MilestoneCode } from '@vatra/shared/milestones/milestones.codes';
import type { ProblemDetail } from '@vatra/shared/problem';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

const code = (word: MilestoneCode): MilestoneCode => word;

export class MilestoneMissing extends Missing {
  constructor() {
    super(code('milestones.not-found'));
  }
}

/** Planned, overdue or sent back milestones of a project under way can be reported, no others. */
export class ReportNotOpen extends Conflict {
  constructor(state: string) {
    super(code('milestones.not-open-for-report'), { state });
  }
}

export class EvidenceIncomplete extends Invalid {
  constructor(missing: readonly string[]) {
    super(
      code('milestones.evidence-incomplete'),
      missing.map((kind) => ({
        pointer: POINTER_OF[kind] ?? '/papers',
        code: code('milestones.evidence-incomplete'),
        params: { kind },
      })),
    );
  }
}

const POINTER_OF: Readonly<Record<string, string>> = { photo: '/photos', invoice: '/invoices' };

/** R64: a paper is counted once. */
export class InvoicesKnown extends Invalid {
  constructor(details: readonly ProblemDetail[]) {
    super(code('milestones.invoice-known'), details);
  }
}

export class InvoiceInFuture extends Invalid {
  constructor(index: number) {
    const word = code('milestones.invoice-in-future');
    super(word, [{ pointer: `/invoices/${String(index)}/date`, code: word }]);
  }
}

export class CaseNotYours extends Forbidden {
  constructor() {
    super(code('milestones.case-not-yours'));
  }
}

export class CaseNotOpen extends Conflict {
  constructor(state: string) {
    super(code('milestones.case-not-open'), { state });
  }
}

/** R29, R67: somebody of the authority, or who verified, does not decide about it. */
export class CaseTooClose extends Forbidden {
  constructor() {
    super(code('milestones.case-too-close'));
  }
}

export class AnswersRefused extends Invalid {
  constructor(
    word: Extract<
      MilestoneCode,
      | 'milestones.answers-incomplete'
      | 'milestones.answers-contradict'
      | 'milestones.photo-missing'
      | 'milestones.photo-not-own'
      | 'milestones.visit-in-future'
    >,
    pointer: string,
  ) {
    super(word, [{ pointer, code: word }]);
  }
}

export class NoDoubtOpen extends Conflict {
  constructor() {
    super(code('milestones.no-doubt-open'));
  }
}

export class SpendingNotOpen extends Conflict {
  constructor(state: string) {
    super(code('milestones.spending-not-open'), { state });
  }
}
