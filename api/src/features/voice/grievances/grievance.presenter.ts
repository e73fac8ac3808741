import type { Locale, Localized } from '@vatra/shared/localized.dto';
import type { GrievanceState } from '@vatra/shared/voice/grievance.states';
import type {
  ClosedGrievanceView,
  GrievanceAct,
  GrievanceCaseView,
  GrievanceRowView,
  GrievanceView,
} from '@vatra/shared/voice/grievances.views';
import type { GrievanceRecord } from './grievance.record.js';

interface OfProject {
  readonly slug: string;
  readonly title: Localized;
}

const ACTS: Readonly<Record<GrievanceState, readonly GrievanceAct[]>> = {
  received: ['acknowledge', 'send-elsewhere'],
  acknowledged: ['triage'],
  triaged: ['investigate'],
  investigating: ['decide'],
  decision_proposed: [],
  out_of_scope: [],
  closed: [],
};

export function grievanceView(grievance: GrievanceRecord, project: OfProject): GrievanceView {
  return {
    project: { slug: project.slug, title: project.title },
    state: grievance.state,
    category: grievance.category,
    filedAt: grievance.filedAt.toISOString(),
    acknowledgeBy: grievance.acknowledgeBy.toISOString(),
    decideBy: grievance.decideBy.toISOString(),
    answer: grievance.answer,
    fixed: grievance.fixed,
    closesAt: instantOf(grievance.closesAt),
    closedAt: instantOf(grievance.closedAt),
    mayAccept: grievance.state === 'decision_proposed',
  };
}

export function rowView(
  grievance: GrievanceRecord,
  project: OfProject,
  mayHandle: boolean,
): GrievanceRowView {
  return {
    id: grievance.id,
    project: { slug: project.slug, title: project.title },
    state: grievance.state,
    category: grievance.category,
    severity: grievance.severity,
    filedAt: grievance.filedAt.toISOString(),
    dueAt: instantOf(dueAt(grievance)),
    mayHandle,
  };
}

export function caseView(
  grievance: GrievanceRecord,
  project: OfProject,
  words: { readonly text: string; readonly contactEmail: string | null },
): GrievanceCaseView {
  const locale: Locale = grievance.locale;
  return {
    ...rowView(grievance, project, true),
    ...words,
    locale,
    answer: grievance.answer,
    publicSummary: grievance.publicSummary,
    fixed: grievance.fixed,
    closesAt: instantOf(grievance.closesAt),
    closedAt: instantOf(grievance.closedAt),
    may: ACTS[grievance.state],
  };
}

export function closedView(grievance: GrievanceRecord): ClosedGrievanceView {
  return {
    category: grievance.category,
    filedAt: grievance.filedAt.toISOString(),
    closedAt: (grievance.closedAt ?? grievance.filedAt).toISOString(),
    summary: grievance.publicSummary ?? '',
    fixed: grievance.fixed ?? 'not_applicable',
  };
}

/** R94, R95: when the officer's next step is due; null where others are to speak. */
export function dueAt({ state, acknowledgeBy, decideBy }: GrievanceRecord): Date | null {
  if (state === 'received' || state === 'acknowledged') return acknowledgeBy;
  return state === 'triaged' || state === 'investigating' ? decideBy : null;
}

function instantOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
