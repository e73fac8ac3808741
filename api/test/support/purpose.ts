import type { ProposePurposeDto } from '@vatra/shared/disbursements/purpose-changes.dto';
import type {
  PurposeChangesView,
  PurposeChangeView,
} from '@vatra/shared/disbursements/purpose-changes.views';
import type { DonorChoice } from '@vatra/shared/contributions/contributions.dto';
import type { TestApp } from '../app.js';
import type { Browser } from './browser.js';
import type { Finance } from './funded.js';
import { aFunder, anOpenFund, type Funder } from './funds.js';
import { asDonor } from './gifts.js';
import type { TestPerson } from './people.js';
import { ok, type Village } from './village.js';

export const YES = { decision: 'accept', reason: 'Așa au hotărât membrii.' };
export const NO = { decision: 'refuse', reason: 'Nu este ce am susținut.' };

export const purposePath = (projectId: string) => `/projects/${projectId}/purpose-changes`;

export const aProposal = (decisionFileId: string): ProposePurposeDto => ({
  title: { ro: 'Un pod în locul drumului', en: 'A bridge instead of the road' },
  solution: { ro: 'Un pod pietonal peste râu.', en: 'A footbridge over the river.' },
  place: { ro: 'La moara veche', en: 'At the old mill' },
  reason: { ro: 'Terenul se surpă.', en: 'The ground gives way.' },
  decisionNumber: '12/4',
  decidedOn: '2026-01-15',
  decisionFileId,
});

export const proposePurpose = (
  { mayor }: Village,
  projectId: string,
  proposal: ProposePurposeDto,
) => mayor.browser.post<PurposeChangesView>(purposePath(projectId), proposal);

export const answerPurpose = ({ browser }: TestPerson, id: string, word: object = YES) =>
  browser.post<PurposeChangesView>(`/purpose-changes/${id}/answer`, word);

export const withdrawPurpose = ({ mayor }: Village, id: string) =>
  mayor.browser.post<PurposeChangesView>(`/purpose-changes/${id}/withdrawal`);

/** As everybody reads it. */
export const purposeOf = (app: TestApp, projectId: string): Promise<PurposeChangesView> =>
  ok(app.visitor().get<PurposeChangesView>(purposePath(projectId)));

export async function latestChange(app: TestApp, projectId: string): Promise<PurposeChangeView> {
  const [change] = (await purposeOf(app, projectId)).changes;
  if (change === undefined) throw new Error('no change');
  return change;
}

export interface MatchedGift {
  readonly id: string;
  readonly email: string;
  readonly netMinor: number;
  readonly receipt: string;
  readonly fundId: string | null;
}

/** The largest first, and of equal ones those matched by this fund. */
export const giftsOf = (app: TestApp, projectId: string, fundId: string): Promise<MatchedGift[]> =>
  app.database.query<MatchedGift>(
    `SELECT c.id, d.email, c.net_minor::integer AS "netMinor", c.receipt_number AS receipt,
            r.fund_id AS "fundId"
       FROM contributions c JOIN contribution_donors d ON d.contribution_id = c.id
       LEFT JOIN match_reservations r ON r.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.gift_minor DESC, (r.fund_id = $2) IS TRUE DESC, c.id`,
    [projectId, fundId],
  );

/** Where a gift is, and what of it was paid out before the rest left. */
export async function fateOf(app: TestApp, { id }: MatchedGift) {
  const [row] = await app.database.query<{ state: string; spent: number }>(
    'SELECT state, spent_minor::integer AS spent FROM contributions WHERE id = $1',
    [id],
  );
  return row;
}

export function theGift(gifts: readonly MatchedGift[], index: number): MatchedGift {
  const gift = gifts.at(index);
  if (gift === undefined) throw new Error('no gift');
  return gift;
}

export interface Matcher {
  readonly funder: Funder;
  readonly fundId: string;
}

/** A funder with one open fund that adds a fifth to each gift while its pot lasts. */
export async function aMatcher(
  app: TestApp,
  scene: { readonly village: Village; readonly finance: Finance; readonly potMinor: number },
): Promise<Matcher> {
  const { village, finance, potMinor } = scene;
  const funder = await aFunder(app, village);
  const { id } = await anOpenFund(app, { funder, finance }, { potMinor, ratioPercent: 20 });
  return { funder, fundId: id };
}

/** A session of the donor, by the link in the newest mail that asks. */
export const donorOf = (app: TestApp, { id, email }: MatchedGift): Promise<Browser> =>
  asDonor(app, { id, email, key: '' }, 'donor.choice-purpose');

export async function choose(
  app: TestApp,
  gift: MatchedGift,
  choice: DonorChoice,
): Promise<Browser> {
  const donor = await donorOf(app, gift);
  await ok(donor.post(`/me/contributions/${gift.id}/choice`, { choice }));
  return donor;
}
