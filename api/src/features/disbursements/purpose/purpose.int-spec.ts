import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type {
  ChoiceOptionsView,
  ContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { RefundQuoteView } from '@vatra/shared/contributions/refund-batches.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { OpenPurposeChangeView } from '@vatra/shared/disbursements/purpose-changes.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { decide } from '../../../../test/support/decisions.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { projectState, tranchesOf } from '../../../../test/support/funded.js';
import { answerQuestion, questionAbout } from '../../../../test/support/funds.js';
import { prove } from '../../../../test/support/payments.js';
import { mailsTo, type TestPerson } from '../../../../test/support/people.js';
import {
  aProposal,
  choose,
  donorOf,
  answerPurpose,
  fateOf,
  giftsOf,
  latestChange,
  NO,
  proposePurpose,
  purposeOf,
  purposePath,
  withdrawPurpose,
  theGift,
  type MatchedGift,
} from '../../../../test/support/purpose.js';
import { thePurposeScene, type PurposeScene } from '../../../../test/support/purpose-scene.js';
import { join, ok, type Association } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const MATCH = 2_000;

let app: TestApp;
let scene: PurposeScene;
let village: PurposeScene['village'];
let finance: PurposeScene['finance'];
let association: Association;
let projectId: string;
/** Of this one nobody leaves anything. */
let emptiedId: string;
let fileId: string;
/** Of EUR 100, matched by the funder that stays, then by the other one; the last of EUR 9. */
let gifts: MatchedGift[];
/** What the gifts still hold after the first tranche. */
let heldMinor: number;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await thePurposeScene(app);
  ({ village, finance, association, projectId, emptiedId, fileId } = scene);
  gifts = await giftsOf(app, projectId, scene.stays.fundId);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const another = () => ({ ...aProposal(fileId), title: { ro: 'Un chei', en: 'A quay' } });
const boardOf = ({ board: [person] }: Association): TestPerson => {
  if (person === undefined) throw new Error('nobody on the board');
  return person;
};
const giftAt = (index: number) => theGift(gifts, index);
async function page(): Promise<ProjectPageView> {
  const { slug } = await purposeOf(app, projectId);
  return ok(app.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
}

describe('R78: another purpose is proposed', () => {
  it('R78: by the mayor, with something new and a decision the council has taken', async () => {
    const { title, solution } = await purposeOf(app, projectId);
    const { place, ...same } = { ...aProposal(fileId), title, solution };
    expect(place).toBeDefined();
    const unchanged = () => proposePurpose(village, projectId, same);
    expect(await refusalOf(app, unchanged)).toBe('disbursements.purpose-unchanged');
    const tomorrow = new Date((await app.now()).getTime() + 2 * 86_400_000).toISOString();
    const early = () =>
      proposePurpose(village, projectId, {
        ...aProposal(fileId),
        decidedOn: tomorrow.slice(0, 10),
      });
    expect(await refusalOf(app, early)).toBe('disbursements.council-decision-in-the-future');
    const foreign = () =>
      boardOf(association).browser.post(purposePath(projectId), aProposal(fileId));
    expect(await refusalOf(app, foreign)).toBe('http.forbidden');
  });

  it('R78: everybody reads what is proposed, and a mayor may think better of it', async () => {
    const { id } = await ok(proposePurpose(village, projectId, aProposal(fileId))).then(() =>
      latestChange(app, projectId),
    );
    const open = () => proposePurpose(village, projectId, aProposal(fileId));
    expect(await refusalOf(app, open)).toBe('disbursements.purpose-waiting');
    expect((await page()).purposeChanges[0]).toMatchObject({ state: 'proposed', may: [] });
    expect(await balanceOf(app, '2100', projectId)).toBeGreaterThan(0);
    await ok(withdrawPurpose(village, id));
    expect((await latestChange(app, projectId)).state).toBe('withdrawn');
    const again = () => withdrawPurpose(village, id);
    expect(await refusalOf(app, again)).toBe('disbursements.purpose-closed');
  });

  it('R78: an association that stands behind the project may say no, and nothing happens', async () => {
    const { id } = await ok(proposePurpose(village, projectId, aProposal(fileId))).then(() =>
      latestChange(app, projectId),
    );
    const elsewhere = () => answerPurpose(boardOf(scene.outsider), id);
    expect(await refusalOf(app, elsewhere)).toBe('disbursements.not-endorsing');
    await join(boardOf(association), village.mayor, association.id, ['hta_board']);
    const own = () => answerPurpose(village.mayor, id);
    expect(await refusalOf(app, own)).toBe('disbursements.own-authority');
    const early = () => answerPurpose(boardOf(association), id);
    expect(await refusalOf(app, early)).toBe('disbursements.payment-under-way');
    await prove(app, finance, scene.sent);
    await ok(answerPurpose(boardOf(association), id, NO));
    await app.quiet();
    expect(await latestChange(app, projectId)).toMatchObject({
      state: 'refused',
      association: { reason: NO.reason },
    });
    expect(await balanceOf(app, '2140', projectId)).toBe(0);
  });
});

describe('R78: everybody decides about their own part', () => {
  it('R78, L16: with the yes of an association all are asked, and nothing can be paid', async () => {
    await ok(proposePurpose(village, projectId, aProposal(fileId)));
    await app.quiet();
    const board = boardOf(association);
    const duties = await ok(board.browser.get<DutyView[]>('/me/duties'));
    expect(duties.map(({ kind }) => kind)).toContain('duty.disbursements.answer-purpose');
    const mails = (await mailsTo(app, board.email)).map(({ template }) => template);
    expect(mails).toContain('purpose.proposed');
    heldMinor = await balanceOf(app, '2100', projectId);
    const { id } = await latestChange(app, projectId);
    await ok(answerPurpose(board, id));
    await app.quiet();
    expect(await balanceOf(app, '2100', projectId)).toBe(0);
    expect(await balanceOf(app, '2140', projectId)).toBe(heldMinor);
    const conditions = (await tranchesOf(finance.maker, projectId)).flatMap(
      (one) => one.conditions,
    );
    expect(conditions).toContainEqual(
      expect.objectContaining({ code: 'donors-asked', met: false }),
    );
    const late = () => withdrawPurpose(village, id);
    expect(await refusalOf(app, late)).toBe('disbursements.purpose-closed');
    const open = await ok(finance.checker.browser.get<OpenPurposeChangeView[]>('/purpose-changes'));
    expect(open).toEqual([expect.objectContaining({ id, state: 'asked' })]);
  });

  it('R78: who agrees leaves the rest of the gift with the project', async () => {
    const gift = giftAt(0);
    const donor = await donorOf(app, gift);
    const options = await ok(donor.get<ChoiceOptionsView>(`/me/contributions/${gift.id}/choices`));
    expect(options).toMatchObject({
      reason: 'purpose',
      options: ['stay', 'refund', 'project'],
      byDefault: 'refund',
      isShare: true,
    });
    const path = `/me/contributions/${gift.id}/choice`;
    const view = await ok(donor.post<ContributionView>(path, { choice: 'stay' }));
    expect(view.state).toBe('committed');
    expect(await balanceOf(app, '2100', projectId)).toBe(options.kept.minor);
    expect(options.kept.minor).toBeLessThan(gift.netMinor);
  });

  it('R78, L17, L4: who leaves has the undisbursed part back, and so has the fund', async () => {
    const gift = giftAt(1);
    const free = await balanceOf(app, '2200', scene.stays.fundId);
    const donor = await choose(app, gift, 'refund');
    await app.quiet();
    const [refund] = (await ok(donor.get<ContributionView>(`/me/contributions/${gift.id}`)))
      .refunds;
    const share = gift.netMinor - ((await fateOf(app, gift))?.spent ?? 0);
    expect(refund?.amount).toEqual({ minor: share, currency: 'EUR' });
    // Half of each was paid out with the first tranche, to the cent.
    expect(
      Math.abs((await balanceOf(app, '2200', scene.stays.fundId)) - free - MATCH / 2),
    ).toBeLessThan(2);
  });

  it('R78: each funder decides for its part', async () => {
    const { id, reason, amountMinor } = await questionAbout(
      scene.stays.funder,
      scene.stays.fundId,
      projectId,
    );
    expect(reason).toBe('purpose');
    expect(Math.abs(amountMinor - (4 * MATCH) / 2)).toBeLessThan(3);
    await ok(answerQuestion(scene.stays.funder, id, 'stay'));
    expect((await questionAbout(scene.silent.funder, scene.silent.fundId, projectId)).state).toBe(
      'asked',
    );
  });

  it('R78, R81: silence sends a share back; below EUR 5 it stays with the town; a fund takes its part', async () => {
    const matched = giftAt(5);
    expect(matched.fundId).toBe(scene.silent.fundId);
    await choose(app, matched, 'stay');
    await app.moveClock({ days: 22 });
    await app.quiet();
    const states = (await Promise.all(gifts.map((gift) => fateOf(app, gift)))).map(
      (row) => row?.state,
    );
    const back = (length: number) => Array.from({ length }, () => 'refunded');
    expect(states).toEqual(['committed', ...back(4), 'committed', ...back(6), 'to_hometown_fund']);
    expect(await questionAbout(scene.silent.funder, scene.silent.fundId, projectId)).toMatchObject({
      state: 'left',
    });
    expect(await balanceOf(app, '2140', projectId)).toBe(0);
    // One match of the fund that stays, by half; nothing of the other.
    expect(Math.abs((await balanceOf(app, '2110', projectId)) - MATCH / 2)).toBeLessThan(2);
  });
});

describe('R78: what was left serves the new purpose', () => {
  it('R78: the page says what it was for, what it is for, and how many agreed', async () => {
    const { purposeChanges, card } = await page();
    const { title, solution, place } = aProposal(fileId);
    expect(card.title).toEqual(title);
    const [change] = purposeChanges;
    expect(change).toMatchObject({
      state: 'in_force',
      to: { title, solution, place },
      asked: { donors: 13, minor: heldMinor },
      stayed: { donors: 2, minor: await balanceOf(app, '2100', projectId) },
    });
    expect(change?.from.title).not.toEqual(title);
    const donor = await mailsTo(app, giftAt(0).email);
    expect(donor.map(({ template }) => template)).toContain('donor.purpose-changed');
  });

  it('R78, R61: the rest of the grant is planned anew', async () => {
    const left =
      (await balanceOf(app, '2100', projectId)) + (await balanceOf(app, '2110', projectId));
    const [first, ...rest] = await tranchesOf(finance.maker, projectId);
    expect(first?.state).toBe('confirmed');
    expect(rest.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(left);
    const path = `/projects/${projectId}/agreement`;
    const { grantTotalMinor } = await ok(village.mayor.browser.get<AgreementView>(path));
    expect(grantTotalMinor).toBe(left + (first?.amountMinor ?? 0));
  });

  it('ruling 14: of those who stayed, each still has an equal part in what is left', async () => {
    const quote = (index: number) => {
      const path = `/refund-quotes?receipt=${giftAt(index).receipt}`;
      return ok(finance.maker.browser.get<RefundQuoteView>(path));
    };
    const half = (await balanceOf(app, '2100', projectId)) / 2;
    for (const index of [0, 5]) {
      const ofGift = (half * 10_000) / giftAt(index).netMinor;
      expect(Math.abs((await quote(index)).partMax.minor - ofGift)).toBeLessThan(3);
    }
  });

  it('R78: it ends with the last answer, be it a funder’s', async () => {
    await ok(proposePurpose(village, emptiedId, aProposal(fileId)));
    await ok(answerPurpose(boardOf(association), (await latestChange(app, emptiedId)).id));
    await app.quiet();
    const given = await giftsOf(app, emptiedId, scene.silent.fundId);
    await choose(app, theGift(given, 0), 'stay');
    for (const gift of given.slice(1)) await choose(app, gift, 'refund');
    await app.quiet();
    expect((await latestChange(app, emptiedId)).state).toBe('asked');
    const { id } = await questionAbout(scene.silent.funder, scene.silent.fundId, emptiedId);
    await ok(answerQuestion(scene.silent.funder, id, 'stay'));
    await app.quiet();
    expect((await latestChange(app, emptiedId)).state).toBe('in_force');
    expect(await balanceOf(app, '2110', emptiedId)).toBe(MATCH);
  });

  it('R78: nobody leaves anything: the purpose stays, and the project ends', async () => {
    await ok(proposePurpose(village, emptiedId, another()));
    const before = (await latestChange(app, emptiedId)).from.title;
    await ok(answerPurpose(boardOf(association), (await latestChange(app, emptiedId)).id));
    await app.moveClock({ days: 22 });
    await app.quiet();
    const { changes, title } = await purposeOf(app, emptiedId);
    expect(changes[0]).toMatchObject({ state: 'lapsed', stayed: { donors: 0, minor: 0 } });
    expect(title).toEqual(before);
    expect(await projectState(village, emptiedId)).toBe('wound_up');
  });

  it('R78: works that were begun are left to staff when nobody stays, and there is no more to ask', async () => {
    await ok(proposePurpose(village, projectId, another()));
    await ok(answerPurpose(boardOf(association), (await latestChange(app, projectId)).id));
    await app.moveClock({ days: 22 });
    await app.quiet();
    expect((await latestChange(app, projectId)).state).toBe('lapsed');
    expect(await projectState(village, projectId)).toBe('implementing');
    const again = () => proposePurpose(village, projectId, another());
    expect(await refusalOf(app, again)).toBe('disbursements.nothing-to-ask');
    await decide(app, village, projectId, 'suspend');
    expect(await refusalOf(app, again)).toBe('disbursements.purpose-not-possible');
  });
});
