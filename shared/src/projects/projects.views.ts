import type { Localized } from '../localized.dto.js';
import type { OrganisationCard } from '../organisations/organisations.views.js';
import type { PlaceView } from '../places/places.views.js';
import type { CategoryCode } from './categories.js';
import type {
  BudgetSectionDto,
  FundingSectionDto,
  IndicatorsSectionDto,
  MilestonesSectionDto,
  NeedSectionDto,
  OwnerSectionDto,
  ProjectSection,
  TierName,
} from './projects.dto.js';
import type { ProjectState } from './project.states.js';

export interface PhotoView {
  readonly fileId: string;
  readonly path: string;
  readonly alt: Localized;
  readonly width: number | null;
  readonly height: number | null;
  readonly takenAt: string | null;
}

export interface PollView {
  readonly group: 'residents' | 'natives_abroad';
  readonly heldOn: string;
  readonly answers: number;
  readonly inFavour: number;
  /** For the authors' own form; absent on public pages. */
  readonly fileId?: string;
  readonly filePath: string | null;
}

export interface TierTotals {
  readonly tier: TierName;
  /** The whole budget of the tier, the authority's share included (ruling 6). */
  readonly budgetMinor: number;
  /** Platform contributions + matching: what the campaign collects (ruling 6). */
  readonly campaignMinor: number;
}

export type ReadinessFact = 'endorsement' | 'la_commitment' | 'payee_verified' | 'funding_plan';

export interface ReadinessView {
  readonly fact: ReadinessFact;
  readonly met: boolean;
  readonly at: string | null;
}

export interface SectionStatus {
  readonly section: ProjectSection;
  readonly status: 'not_started' | 'in_progress' | 'done';
  readonly savedAt: string | null;
  /** Rules this section still breaks, by number and code, with pointers into the section. */
  readonly problems: readonly {
    readonly rule: string;
    readonly code: string;
    readonly pointer: string;
    readonly params?: Readonly<Record<string, string | number>>;
  }[];
}

/** The project as its authors, the reviewer and staff see it. */
export interface ProjectFileView {
  readonly id: string;
  readonly slug: string;
  readonly state: ProjectState;
  readonly category: CategoryCode;
  readonly title: Localized;
  readonly lead: OrganisationCard;
  readonly place: PlaceView;
  readonly sections: readonly SectionStatus[];
  readonly need: NeedSectionDto | null;
  readonly photos: readonly PhotoView[];
  readonly polls: readonly PollView[];
  readonly owner: OwnerSectionDto | null;
  readonly budget: BudgetSectionDto | null;
  readonly funding: FundingSectionDto | null;
  readonly milestones: MilestonesSectionDto | null;
  readonly indicators: IndicatorsSectionDto | null;
  readonly tiers: readonly TierTotals[];
  readonly readiness: readonly ReadinessView[];
  readonly reviewRounds: number;
  readonly reviewReason: string | null;
  readonly history: readonly StateChangeView[];
  readonly may: readonly string[];
}

export interface StateChangeView {
  readonly from: string | null;
  readonly to: string;
  readonly at: string;
  readonly actorRole: string;
  readonly reason: string | null;
}

/** A row of the work lists of authorities, associations and staff. */
export interface ProjectRowView {
  readonly id: string;
  readonly slug: string;
  readonly title: Localized;
  readonly state: ProjectState;
  readonly leadName: string;
  readonly placeName: string;
  readonly district: string | null;
  readonly dueAt: string | null;
  readonly sectionsDone: number;
}
