import type { PurposeChangeView } from '../disbursements/purpose-changes.views.js';
import type { CampaignView, ProgressPoint, ProgressView } from '../campaigns/campaigns.views.js';
import type { CampaignState } from '../campaigns/campaign.states.js';
import type { DonorHomesView, WallLineView } from '../contributions/contributions.views.js';
import type { OfflineCollectionView } from '../contributions/offline.views.js';
import type { AgreementView, TrancheView } from '../disbursements/disbursements.views.js';
import type { EndorsementView } from '../endorsements/endorsements.views.js';
import type { LedgerEntryView } from '../ledger/ledger.views.js';
import type { Localized } from '../localized.dto.js';
import type { CommitmentView } from '../matching/commitments.views.js';
import type { MatchOfferView } from '../matching/funds.views.js';
import type { MilestoneView } from '../milestones/milestones.views.js';
import type { OrganisationCard } from '../organisations/organisations.views.js';
import type { PlaceView } from '../places/places.views.js';
import type { CategoryCode } from '../projects/categories.js';
import type { ProjectState } from '../projects/project.states.js';
import type { PhotoView, ProjectFileView, StateChangeView } from '../projects/projects.views.js';
import type { IndicatorView, ReportView } from '../results/results.views.js';
import type { ClosedGrievanceView } from '../voice/grievances.views.js';

/** A card of the lists: photo, place, one-line need, progress, people, days left, who endorsed. */
export interface ProjectCardView {
  readonly id: string;
  readonly slug: string;
  readonly title: Localized;
  readonly place: PlaceView;
  readonly leadName: string;
  readonly category: CategoryCode;
  readonly state: ProjectState;
  readonly photo: PhotoView | null;
  /** What is wrong, in the authority's first words; null while nobody has written it. */
  readonly need: Localized | null;
  /** The photo of what was built, from the newest accepted report. */
  readonly result: PhotoView | null;
  readonly campaign: {
    readonly id: string;
    readonly state: CampaignState;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly daysLeft: number;
    readonly extended: boolean;
    readonly progress: Pick<
      ProgressView,
      | 'countedMinor'
      | 'matchingMinor'
      | 'minimumMinor'
      | 'optimumMinor'
      | 'promisedMinor'
      | 'payers'
    >;
  } | null;
  readonly endorsedBy: readonly string[];
  /** What a fund adds to the next gift, while one does. */
  readonly match: MatchOfferView | null;
}

/** Where the money of a project is, EUR minor units; the parts add up (B1 of the invariants). */
export interface MoneyFlowView {
  readonly receivedMinor: number;
  readonly feesMinor: number;
  readonly refundedMinor: number;
  readonly heldMinor: number;
  readonly inTransitMinor: number;
  readonly disbursedMinor: number;
  /** Left over and kept for repairs of what was built (R80, R83). */
  readonly reserveMinor: number;
  readonly spentWithInvoicesMinor: number;
  readonly laCommittedMinor: number;
  readonly laEvidencedMinor: number;
}

export interface ProjectPageView {
  /** R98: since when nothing is paid out because of a serious concern; null while there is none. */
  readonly concernedSince: string | null;
  /** What grievances came to, newest first. */
  readonly grievances: readonly ClosedGrievanceView[];
  /** R79: nothing was paid out for half a year, and donors are asked until then; null otherwise. */
  readonly idle: { readonly since: string; readonly askedUntil: string } | null;
  /** R78: proposed, refused and in force, newest first; what it was for before stays to be read. */
  readonly purposeChanges: readonly PurposeChangeView[];
  readonly card: ProjectCardView;
  readonly file: Pick<
    ProjectFileView,
    | 'need'
    | 'photos'
    | 'polls'
    | 'owner'
    | 'budget'
    | 'funding'
    | 'milestones'
    | 'tiers'
    | 'readiness'
  >;
  readonly lead: OrganisationCard;
  readonly campaign: CampaignView | null;
  readonly progressLine: readonly ProgressPoint[];
  readonly endorsements: readonly EndorsementView[];
  readonly commitments: readonly CommitmentView[];
  readonly milestones: readonly MilestoneView[];
  readonly agreement: AgreementView | null;
  readonly tranches: readonly TrancheView[];
  readonly reports: readonly ReportView[];
  readonly indicators: readonly IndicatorView[];
  readonly moneyFlow: MoneyFlowView;
  /** Matching, reserved or the project's, that rests while banks decide about the gifts that brought it (L10). */
  readonly matchingFrozenMinor: number;
  readonly ledgerLatest: readonly LedgerEntryView[];
  readonly ledgerEntries: number;
  /** Cash collected by associations. */
  readonly offline: OfflineCollectionView;
  readonly wall: readonly WallLineView[];
  readonly homes: DonorHomesView;
  readonly history: readonly StateChangeView[];
  readonly asOf: string;
}

export interface TotalsView {
  readonly raisedMinor: number;
  readonly disbursedMinor: number;
  readonly spentWithInvoicesMinor: number;
  readonly projectsFinished: number;
  readonly projectsCollecting: number;
  readonly places: number;
  readonly payers: number;
  readonly ledgerPosition: number;
}

export interface HomeView {
  readonly totals: TotalsView;
  readonly collecting: readonly ProjectCardView[];
  readonly finished: readonly ProjectCardView[];
  readonly latestEntries: readonly NamedEntryView[];
}

/** A line of the books with the project it belongs to; null for what belongs to none. */
export interface NamedEntryView extends LedgerEntryView {
  readonly project: {
    readonly slug: string;
    readonly title: Localized;
    readonly town: string;
  } | null;
}

export interface TownPageView {
  readonly place: PlaceView;
  readonly projects: readonly ProjectCardView[];
  readonly authorities: readonly OrganisationCard[];
  readonly associations: readonly OrganisationCard[];
  readonly hometownFundMinor: number;
  /** Held for the projects of the place until there is proof, and paid out to them so far. */
  readonly heldMinor: number;
  readonly paidOutMinor: number;
  readonly raisedMinor: number;
}

/** R28: everything an association endorsed and how it ended. */
export interface AssociationPageView {
  readonly organisation: OrganisationCard;
  readonly places: readonly PlaceView[];
  readonly votingMembers: number;
  readonly endorsements: readonly {
    readonly endorsement: EndorsementView;
    readonly project: ProjectCardView;
  }[];
}
