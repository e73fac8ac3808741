import type { Localized } from '@vatra/shared/localized.dto';
import type { MilestoneView, VerificationView } from '@vatra/shared/milestones/milestones.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';

/** One rhomb of the timeline: a milestone with the tranche it sets free. */
export interface ProjectStep {
  readonly key: string;
  /** Null for the first one, the agreement itself. */
  readonly milestone: MilestoneView | null;
  readonly number: number;
  readonly title: Localized | null;
  readonly look: 'done' | 'now' | 'ahead';
  readonly tranche: TrancheView | null;
  /** Before the agreement there are no dates, only days after it. */
  readonly dueDays: number | null;
}

/** The agreement frees the first tranche, each milestone the next one (R60, R64). */
export function projectSteps(view: ProjectPageView): ProjectStep[] {
  const trancheOf = (number: number) => view.tranches.find((one) => one.number === number) ?? null;
  if (view.milestones.length === 0) return plannedSteps(view);
  const first = trancheOf(1);
  return [
    {
      key: 'agreement',
      milestone: null,
      number: 0,
      title: null,
      look: first?.confirmedAt ? 'done' : 'now',
      tranche: first,
      dueDays: null,
    },
    ...view.milestones.map((milestone): ProjectStep => ({
      key: milestone.id,
      milestone,
      number: milestone.number,
      title: milestone.title,
      look: lookOf(milestone),
      tranche: trancheOf(milestone.number + 1),
      dueDays: null,
    })),
  ];
}

function plannedSteps(view: ProjectPageView): ProjectStep[] {
  return (view.file.milestones?.milestones ?? []).map((plan, index) => ({
    key: `plan-${String(index)}`,
    milestone: null,
    number: index + 1,
    title: plan.title,
    look: 'ahead',
    tranche: null,
    dueDays: plan.dueDays,
  }));
}

function lookOf(milestone: MilestoneView): ProjectStep['look'] {
  if (milestone.state === 'verified' || milestone.state === 'waived') return 'done';
  return milestone.state === 'planned' ? 'ahead' : 'now';
}

export function answersOf(milestone: MilestoneView): readonly VerificationView[] {
  return milestone.verifications.filter((one) => one.state === 'answered');
}
