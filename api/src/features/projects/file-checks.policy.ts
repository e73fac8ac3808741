import {
  PROJECT_SECTIONS,
  type FundingSectionDto,
  type IndicatorsSectionDto,
  type MilestonesSectionDto,
  type OwnerSectionDto,
  type ProjectSection,
} from '@vatra/shared/projects/projects.dto';
import type { ProblemDetail } from '@vatra/shared/problem';
import { budgetProblems, fundingProblems } from './plan-checks.policy.js';
import type { SavedSections } from './project.record.js';
import { problem, when, type SectionProblem } from './section-problem.js';

/** R11: what is left of a right of use must outlive the works. */
const RIGHT_OF_USE_YEARS_MIN = 10;
/** R60: up to this sum a grant is paid in three tranches, above it in four; EUR cents. */
const SMALL_GRANT_MINOR_MAX = 500_000;
const MILESTONES_OF_SMALL_GRANT = 2;
const MILESTONES_OF_LARGE_GRANT = 3;

type Check = (sections: SavedSections) => SectionProblem[];

/** What each saved section still breaks; a section without a rule is done when it is saved. */
const CHECKS: Readonly<Record<ProjectSection, Check>> = {
  need: ({ need }) =>
    when(need?.isPublicService === false, () =>
      problem('projects.not-public-service', '/isPublicService'),
    ),
  photos: () => [],
  polls: () => [],
  owner: ({ owner }) => (owner === undefined ? [] : ownerProblems(owner)),
  budget: ({ budget }) => (budget === undefined ? [] : budgetProblems(budget)),
  funding: ({ funding, budget }) => (funding === undefined ? [] : fundingProblems(funding, budget)),
  milestones: ({ milestones, funding }) =>
    milestones === undefined ? [] : milestoneProblems(milestones, funding),
  indicators: ({ indicators }) => (indicators === undefined ? [] : indicatorProblems(indicators)),
};

export function sectionProblems(
  section: ProjectSection,
  sections: SavedSections,
): SectionProblem[] {
  return CHECKS[section](sections);
}

export function statusOf(
  section: ProjectSection,
  sections: SavedSections,
): 'not_started' | 'in_progress' | 'done' {
  if (sections[section] === undefined) return 'not_started';
  return sectionProblems(section, sections).length === 0 ? 'done' : 'in_progress';
}

/** Everything that keeps the file from being submitted, pointing into its sections. */
export function submissionProblems(sections: SavedSections): ProblemDetail[] {
  return PROJECT_SECTIONS.flatMap((section) => {
    const found =
      sections[section] === undefined
        ? [problem(section === 'owner' ? 'projects.owner-missing' : 'projects.section-missing', '')]
        : sectionProblems(section, sections);
    return found.map(({ rule, code, pointer, params }) => ({
      pointer: `/sections/${section}${pointer}`,
      code,
      params: { ...params, rule },
    }));
  });
}

/** R11; that an owner is named at all (R10) is the form of the section. */
function ownerProblems({ landTitle, landUseYears }: OwnerSectionDto): SectionProblem[] {
  const isTooShort = landTitle === 'right_of_use' && (landUseYears ?? 0) < RIGHT_OF_USE_YEARS_MIN;
  return when(isTooShort, () =>
    problem('projects.right-of-use-too-short', '/landUseYears', { years: RIGHT_OF_USE_YEARS_MIN }),
  );
}

/**
 * One milestone before each tranche but the first. The least the campaign must bring says how many
 * tranches there are at least; middle tranches need two milestones however large the grant becomes.
 */
function milestoneProblems(
  { milestones }: MilestonesSectionDto,
  funding: FundingSectionDto | undefined,
): SectionProblem[] {
  const grantMinor = (funding?.items ?? [])
    .filter(({ tier, source }) => tier === 'minimum' && isCollected(source))
    .reduce((sum, item) => sum + item.amountMinor, 0);
  const needed =
    grantMinor > SMALL_GRANT_MINOR_MAX ? MILESTONES_OF_LARGE_GRANT : MILESTONES_OF_SMALL_GRANT;
  const disorder = milestones.findIndex(
    ({ dueDays }, index) => index > 0 && dueDays <= (milestones[index - 1]?.dueDays ?? 0),
  );
  return [
    ...when(milestones.length < needed, () =>
      problem('projects.milestones-too-few', '/milestones', { needed }),
    ),
    ...when(disorder !== -1, () =>
      problem('projects.milestones-out-of-order', `/milestones/${String(disorder)}/dueDays`),
    ),
  ];
}

/** Ruling 6: a campaign collects contributions and their matching. */
export function isCollected(source: string): boolean {
  return source === 'platform_contributions' || source === 'matching';
}

/** R13. */
function indicatorProblems({ indicators }: IndicatorsSectionDto): SectionProblem[] {
  return [
    ...when(
      indicators.every(({ kind }) => kind !== 'output'),
      () => problem('projects.output-missing', '/indicators'),
    ),
    ...when(
      indicators.every(({ kind }) => kind !== 'outcome'),
      () => problem('projects.outcome-missing', '/indicators'),
    ),
    ...indicators.flatMap(({ baseline, targetMinimum, targetOptimum }, index) =>
      when(targetMinimum === baseline || targetOptimum === baseline, () =>
        problem('projects.target-equals-baseline', `/indicators/${String(index)}`),
      ),
    ),
  ];
}
