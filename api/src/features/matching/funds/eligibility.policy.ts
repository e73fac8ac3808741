import type { FundProject, FundRules } from './fund.record.js';

/** R52: places smaller than this may be given the higher ratio. */
export const SMALL_PLACE_INHABITANTS = 1_500;

export interface ProjectStanding {
  readonly projectId: string;
  readonly placeId: string;
  readonly category: string;
  /** Null where nobody knows it: an unknown number is not a small one. */
  readonly population: number | null;
  readonly hasAssociation: boolean;
}

/** R52: whether a fund matches a project, and how much of each euro. */
export function judgeProject(
  fund: Pick<
    FundRules,
    'placeIds' | 'categories' | 'ratioPercent' | 'higherRatioPercent' | 'projectCapMinor'
  > & { readonly id: string },
  project: ProjectStanding,
): Omit<FundProject, 'matchedMinor'> {
  const { placeIds, categories, ratioPercent, higherRatioPercent } = fund;
  const isOfPlace = placeIds.length === 0 || placeIds.includes(project.placeId);
  const isOfCategory = categories.length === 0 || categories.includes(project.category);
  const ratio =
    higherRatioPercent !== null && deservesMore(project) ? higherRatioPercent : ratioPercent;
  return {
    fundId: fund.id,
    projectId: project.projectId,
    isEligible: isOfPlace && isOfCategory,
    ratioPercent: ratio,
    capMinor: fund.projectCapMinor,
  };
}

function deservesMore({ population, hasAssociation }: ProjectStanding): boolean {
  const isSmall = population !== null && population < SMALL_PLACE_INHABITANTS;
  return isSmall || !hasAssociation;
}
