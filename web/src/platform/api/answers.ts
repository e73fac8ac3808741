import type { OPERATIONS } from '@vatra/shared/policy/policy';
import type { ClockMoveView, ClockView, DemoMailView } from '@vatra/shared/clock/clock.views';
import type {
  ChoiceOptionsView,
  ContributionView,
  FeeEstimateView,
  StartedContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type {
  LedgerCheckpointView,
  LedgerEntryView,
  LedgerPageView,
} from '@vatra/shared/ledger/ledger.views';
import type {
  PledgePageView,
  PledgeView,
  StartedPledgeView,
} from '@vatra/shared/contributions/pledges.views';
import type {
  StartedTransferView,
  TransferOfferView,
} from '@vatra/shared/contributions/transfers.views';
import type { PurposeChangesView } from '@vatra/shared/disbursements/purpose-changes.views';
import type {
  MatchOfferView,
  MatchingFundPageView,
  MatchingFundView,
} from '@vatra/shared/matching/funds.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { PlaceView, PlaceWithCountsView } from '@vatra/shared/places/places.views';
import type {
  AssociationPageView,
  HomeView,
  NamedEntryView,
  ProjectCardView,
  ProjectPageView,
  TownPageView,
} from '@vatra/shared/publishing/publishing.views';
import type { GrievanceView } from '@vatra/shared/voice/grievances.views';
import type { SignedInAnswers } from './answers.signed-in';

/** What the public operations answer. The signed-in ones stand in answers.signed-in.ts. */
export interface PublicAnswers {
  'publishing.home': HomeView;
  'publishing.books': Page<NamedEntryView>;
  'publishing.projects': Page<ProjectCardView>;
  'publishing.project-page': ProjectPageView;
  'publishing.town-page': TownPageView;
  'publishing.association-page': AssociationPageView;
  'ledger.of-project': LedgerPageView;
  'ledger.latest': Page<LedgerEntryView>;
  'ledger.checkpoint': LedgerCheckpointView;
  'clock.now': ClockView;
  'clock.move': ClockMoveView;
  'clock.move-state': ClockMoveView;
  'notifications.demo-mails': Page<DemoMailView>;
  'places.search': Page<PlaceWithCountsView>;
  'places.get': PlaceView;
  'places.districts': readonly { readonly district: string; readonly places: number }[];
  'disbursements.purpose-changes': PurposeChangesView;
  'matching.funds': Page<MatchingFundView>;
  'matching.fund': MatchingFundPageView;
  'matching.offer': { readonly offer: MatchOfferView | null };
  'contributions.fee-estimate': FeeEstimateView;
  'contributions.start': StartedContributionView;
  'contributions.transfer-offer': TransferOfferView;
  'contributions.announce-transfer': StartedTransferView;
  'contributions.progress': ContributionView;
  'contributions.mine': Page<ContributionView>;
  'contributions.get': ContributionView;
  'contributions.withdraw': ContributionView;
  'contributions.choices': ChoiceOptionsView;
  'contributions.choose': ContributionView;
  'contributions.give-account': ContributionView;
  'contributions.start-pledge': StartedPledgeView;
  'contributions.pledge-progress': PledgeView;
  'contributions.pledges-mine': Page<PledgeView>;
  'contributions.withdraw-pledge': PledgeView;
  'contributions.confirm-pledge': PledgePageView;
  'contributions.change-pledge-card': PledgePageView;
  'voice.file-grievance': GrievanceView;
  'voice.read-grievance': GrievanceView;
  'voice.accept-decision': GrievanceView;
  'accounts.open-guest-session': unknown;
  'accounts.request-guest-link': unknown;
}

export type Answers = PublicAnswers & SignedInAnswers;

type Operations = typeof OPERATIONS;
type OperationId = keyof Operations;
export type Method = Operations[OperationId]['method'];

/** What each path answers, by method. A table: to search one per call costs the compiler a minute. */
type Contract = {
  [M in Method]: {
    [
      Id in OperationId as Operations[Id]['method'] extends M ? Operations[Id]['path'] : never
    ]: Id extends keyof Answers ? Answers[Id] : unknown;
  };
};

/** The paths of the contract that answer this method. */
export type PathOf<M extends Method> = keyof Contract[M] & string;

/** What `method path` answers; unknown while nobody has said. */
export type AnswerOf<M extends Method, P extends PathOf<M>> = Contract[M][P];
