import type {
  FundMoneyView,
  FundProjectView,
  FundSumsView,
  MatchingFundView,
  OpenBankLineView,
} from '@vatra/shared/matching/funds.views';
import type { OrganisationCard } from '@vatra/shared/organisations/organisations.views';
import type { PlaceView } from '@vatra/shared/places/places.views';
import type { KeptLine } from '../../payments/payments.service.js';
import type { ProjectRecord } from '../../projects/projects.service.js';
import { depositedMinor } from '../fund-money/fund-money.policy.js';
import type { FundBalances, FundMoneyRecord } from '../fund-money/fund-money.record.js';
import type { FundProject, FundRecord } from './fund.record.js';

export interface FundParts {
  readonly fund: FundRecord;
  readonly balances: FundBalances;
  readonly funder: OrganisationCard | undefined;
  readonly places: ReadonlyMap<string, PlaceView>;
  readonly projectsHelped: number;
}

export function fundView({ fund, ...parts }: FundParts): MatchingFundView {
  const { funder, places } = parts;
  return {
    id: fund.id,
    state: fund.state,
    funder: { name: funder?.name ?? '', slug: funder?.slug ?? '' },
    title: fund.title,
    summary: fund.summary,
    potMinor: fund.potMinor,
    ratioPercent: fund.ratioPercent,
    higherRatioPercent: fund.higherRatioPercent,
    donorCapMinor: fund.donorCapMinor,
    projectCapMinor: fund.projectCapMinor,
    places: fund.placeIds.flatMap((id) => {
      const place = places.get(id);
      return place === undefined ? [] : [{ id, slug: place.slug, name: place.name }];
    }),
    categories: fund.categories,
    matchOffline: fund.matchOffline,
    leftover: fund.leftover,
    opensAt: fund.opensAt.toISOString(),
    closesAt: endOf(fund).toISOString(),
    sums: sumsView(parts.balances),
    projectsHelped: parts.projectsHelped,
  };
}

/** The end of the window, or the earlier one its funder has announced. */
export function endOf({ noticeEndsAt, closesAt }: FundRecord): Date {
  return noticeEndsAt ?? closesAt;
}

function sumsView(balances: FundBalances): FundSumsView {
  const { freeMinor, reservedMinor, promisedMinor, committedMinor, frozenMinor } = balances;
  return {
    depositedMinor: depositedMinor(balances),
    ...{ promisedMinor, freeMinor, reservedMinor, committedMinor, frozenMinor },
  };
}

export function projectView(
  row: FundProject,
  project: ProjectRecord,
  place: PlaceView | undefined,
): FundProjectView {
  const { ratioPercent, matchedMinor, capMinor } = row;
  return {
    projectId: project.id,
    slug: project.slug,
    title: project.title,
    placeName: place?.name ?? '',
    ...{ ratioPercent, matchedMinor, capMinor },
  };
}

/** R73's spirit: whoever proposed an amount is not asked to confirm it. */
export function moneyView(
  money: FundMoneyRecord,
  line: Pick<KeptLine, 'reference'> | null,
  mayDecide: boolean,
): FundMoneyView {
  const { id, kind, amountMinor, state, note, reason, fileId } = money;
  return {
    ...{ id, kind, amountMinor, state, note, reason, fileId, mayDecide },
    proposedAt: money.proposedAt.toISOString(),
    decidedAt: money.decidedAt?.toISOString() ?? null,
    bankReference: line?.reference ?? null,
  };
}

export function bankLineView(line: KeptLine): OpenBankLineView {
  const { id, reference, direction, amountMinor, bookedOn, counterpartyName, remittance } = line;
  return { id, reference, direction, amountMinor, bookedOn, counterpartyName, remittance };
}
