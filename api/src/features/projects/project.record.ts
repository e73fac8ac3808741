import type { Localized } from '@vatra/shared/localized.dto';
import type { CategoryCode } from '@vatra/shared/projects/categories';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type {
  BudgetSectionDto,
  FundingSectionDto,
  IndicatorsSectionDto,
  MilestonesSectionDto,
  NeedSectionDto,
  OwnerSectionDto,
  PhotosSectionDto,
  PollsSectionDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type { TierTotals } from '@vatra/shared/projects/projects.views';

/** A project as the features above work with it. */
export interface ProjectRecord {
  readonly id: string;
  readonly slug: string;
  readonly state: ProjectState;
  readonly leadOrganisationId: string;
  readonly placeId: string;
  readonly category: CategoryCode;
  readonly title: Localized;
  /** Empty until the budget has been written. */
  readonly tiers: readonly TierTotals[];
  readonly country: string;
  readonly zone: string;
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
  readonly reviewDueAt: Date | null;
  readonly reviewRounds: number;
  readonly reviewReason: string | null;
  readonly relaunches: number;
  readonly failedPlanDigest: string | null;
  readonly publishedAt: Date | null;
}

export type TierPair = Readonly<Record<TierName, TierTotals>>;

/** What each section of the file holds when it has been saved. */
export interface SectionContents {
  readonly need: NeedSectionDto;
  readonly photos: PhotosSectionDto;
  readonly polls: PollsSectionDto;
  readonly owner: OwnerSectionDto;
  readonly budget: BudgetSectionDto;
  readonly funding: FundingSectionDto;
  readonly milestones: MilestonesSectionDto;
  readonly indicators: IndicatorsSectionDto;
}

export type SavedSections = Readonly<Partial<SectionContents>>;

/** What the money is for, in the words of the file (R78). */
export interface ProjectPurpose {
  readonly title: Localized;
  readonly solution: Localized;
}
