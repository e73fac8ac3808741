import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { FileView } from '@vatra/shared/files/files.views';
import type { MilestoneView, SpendingView } from '@vatra/shared/milestones/milestones.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { theTranche } from '../../../test/support/payments.js';
import { enrolSecondFactor, type TestPerson } from '../../../test/support/people.js';
import { aDraft } from '../../../test/support/project.js';
import { aFile, ok } from '../../../test/support/village.js';
import {
  aProjectUnderWay,
  aReport,
  accept,
  anAnswer,
  anInvoice,
  answer,
  caseOf,
  drawnFor,
  handInMinutes,
  proveShare,
  theMilestone,
  type Works,
} from '../../../test/support/works.js';

const SCENE_TIMEOUT_MS = 400_000;

let app: TestApp;
let works: Works;
let focalPoint: TestPerson;

/** The focal point is a volunteer verifier as well: nobody of the authority may ever be drawn. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  works = await aProjectUnderWay(app, 3);
  ({ focalPoint } = works.village);
  const { administrator } = works.village;
  const role = { email: focalPoint.email, role: 'volunteer_verifier' };
  await ok(administrator.browser.post('/people/roles', role));
  await enrolSecondFactor(app, focalPoint);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

async function dutiesOf(person: TestPerson): Promise<string[]> {
  const answered = await ok(person.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
  const duties = Array.isArray(answered) ? answered : answered.items;
  return duties.map(({ kind }) => kind);
}

const post = (person: TestPerson, path: string, body: unknown) => () =>
  person.browser.post(path, body);

describe('a report', () => {
  it('is asked of the authority with its date', async () => {
    const milestone = await theMilestone(works, 1);
    expect([milestone.state, milestone.may]).toEqual(['planned', ['report']]);
    expect(await dutiesOf(works.village.mayor)).toContain('duty.milestones.report');
  });

  it('brings the evidence the plan asks for, from the authority itself', async () => {
    const { id } = await theMilestone(works, 1);
    const path = `/milestones/${id}/report`;
    const full = await aReport(works, 40_000);
    const withoutPhoto = post(focalPoint, path, { ...full, photos: [] });
    expect(await refusal(withoutPhoto)).toBe('milestones.evidence-incomplete');
    const tomorrow = { ...full, invoices: [{ ...full.invoices[0], date: '2031-01-01' }] };
    expect(await refusal(post(focalPoint, path, tomorrow))).toBe('milestones.invoice-in-future');
    expect(await refusal(post(works.htaVerifier, path, full))).toBe('http.forbidden');
    const foreignFiles = await aReport(works, 40_000);
    expect(await refusal(post(works.village.mayor, path, foreignFiles))).toBe('files.not-usable');
  });

  it('R66, R29: draws one verifier of the association and one volunteer, never the authority', async () => {
    const { id } = await theMilestone(works, 1);
    await ok(post(focalPoint, `/milestones/${id}/report`, await aReport(works, 40_000))());
    const drawn = await drawnFor(works, id);
    expect(drawn.map(({ drawn: { role } }) => role).sort()).toEqual([
      'hta_verifier',
      'volunteer_verifier',
    ]);
    expect(await caseOf(focalPoint, id)).toBeNull();
    expect(await dutiesOf(works.htaVerifier)).toContain('duty.milestones.accept-case');
    const again = post(focalPoint, `/milestones/${id}/report`, await aReport(works, 1));
    expect(await refusal(again)).toBe('milestones.not-open-for-report');
  });
});

describe('a verifier (R67)', () => {
  const ofRole = async (role: string) => {
    const { id } = await theMilestone(works, 1);
    const found = (await drawnFor(works, id)).find(({ drawn }) => drawn.role === role);
    if (found === undefined) throw new Error(`nobody drawn as ${role}`);
    return found;
  };

  it('has a case of their own and answers it after declaring', async () => {
    const { person, drawn } = await ofRole('hta_verifier');
    const stranger = works.volunteers.find(({ id }) => id !== person.id) as TestPerson;
    expect(await refusal(() => accept(stranger, drawn))).toBe('milestones.case-not-yours');
    const body = await anAnswer(app, person, drawn);
    const early = post(person, `/verifications/${drawn.verificationId}/answer`, body);
    expect(await refusal(early)).toBe('milestones.case-not-open');
  });

  it('with a conflict gives the case to another, who is drawn at once', async () => {
    const before = await ofRole('volunteer_verifier');
    await ok(accept(before.person, before.drawn, 'business'));
    expect(await caseOf(before.person, before.drawn.milestone.id)).toBeNull();
    const after = await ofRole('volunteer_verifier');
    expect(after.person.id).not.toBe(before.person.id);
    const [row] = await app.database.query<{ kind: string }>(
      'SELECT kind FROM conflict_declarations WHERE person_id = $1',
      [before.person.id],
    );
    expect(row?.kind).toBe('business');
  });

  it('answers every criterion, does not contradict, and brings pictures of their own', async () => {
    const { person, drawn } = await ofRole('hta_verifier');
    await ok(accept(person, drawn));
    const good = await anAnswer(app, person, drawn);
    const send = (changes: object) =>
      post(person, `/verifications/${drawn.verificationId}/answer`, { ...good, ...changes });
    const [first] = good.answers;
    const twice = { answers: [first, first] };
    expect(await refusal(send(twice))).toBe('milestones.answers-incomplete');
    const no = { answers: [{ ...first, answer: 'no' }] };
    expect(await refusal(send(no))).toBe('milestones.answers-contradict');
    expect(await refusal(send({ photoIds: [] }))).toBe('milestones.photo-missing');
    expect(await refusal(send({ visitDate: '2031-01-01' }))).toBe('milestones.visit-in-future');
    const copy = await copyOfReportPhoto(person);
    expect(await refusal(send({ photoIds: [copy] }))).toBe('milestones.photo-not-own');
    await ok(send({})());
  });

  it('alone is not enough: one yes leaves the milestone under verification', async () => {
    await app.quiet();
    expect((await theMilestone(works, 1)).state).toBe('under_verification');
  });

  it('R70: a no stops everything until staff decide, and set aside calls a third verifier', async () => {
    const { person, drawn } = await ofRole('volunteer_verifier');
    await ok(accept(person, drawn));
    await ok(answer(app, person, drawn, 'no'));
    await app.quiet();
    const { id, inDoubt, state } = await theMilestone(works, 1);
    expect([inDoubt, state]).toEqual([true, 'under_verification']);
    expect(await dutiesOf(works.village.reviewer)).toContain('duty.milestones.decide-doubt');
    const path = `/milestones/${id}/doubt-decision`;
    const decision = { decision: 'set_aside', reason: 'the wrong building was looked at' };
    const role = { email: focalPoint.email, role: 'platform_reviewer' };
    await ok(works.village.administrator.browser.post('/people/roles', role));
    expect(await refusal(post(focalPoint, path, decision))).toBe('milestones.case-too-close');
    await ok(post(works.village.reviewer, path, decision)());
    expect(await refusal(post(works.village.reviewer, path, decision))).toBe(
      'milestones.no-doubt-open',
    );
    const third = await ofRole('volunteer_verifier');
    expect(third.person.id).not.toBe(person.id);
    await ok(accept(third.person, third.drawn));
    await ok(answer(app, third.person, third.drawn));
    await app.quiet();
    expect((await theMilestone(works, 1)).state).toBe('verified');
  });

  /** The picture the authority showed, uploaded again by somebody else. */
  async function copyOfReportPhoto(person: TestPerson): Promise<string> {
    const { photos } = await theMilestone(works, 1);
    const [row] = await app.database.query<{ sha256: string }>(
      'SELECT sha256 FROM files WHERE id = $1',
      [photos[0]?.fileId],
    );
    const bytes = await originalOf(photos[0]?.fileId ?? '');
    const file = { name: 'mine.png', type: 'image/png', bytes: new Uint8Array(bytes) };
    const copy = await ok(person.browser.upload<FileView>('photo', file));
    expect(copy.sha256).toBe(row?.sha256);
    return copy.id;
  }
});

async function originalOf(fileId: string): Promise<Buffer> {
  const { FilesService } = await import('../files/files.service.js');
  const { Database } = await import('../../platform/database/database.js');
  const files = app.http.get(FilesService);
  return app.http.get(Database).inTransaction((tx) => files.originalOf(tx, fileId));
}

describe('spending (R64)', () => {
  const path = () => `/projects/${works.projectId}/spending-reports`;

  it('is told by the authority of a project that is being built', async () => {
    const { id } = await aDraft(works.village);
    const body = { invoices: [await anInvoice(focalPoint, 1_000)] };
    const draft = post(focalPoint, `/projects/${id}/spending-reports`, body);
    expect(await refusal(draft)).toBe('milestones.spending-not-open');
    expect(await refusal(post(works.htaVerifier, path(), body))).toBe('http.forbidden');
  });

  it('counts a paper once and refuses its number with another amount', async () => {
    const invoice = await anInvoice(focalPoint, 5_000, { number: 'FA 77' });
    const first = await ok(focalPoint.browser.post<SpendingView>(path(), { invoices: [invoice] }));
    expect(first.spentMinor).toBe(45_000);
    const same = { ...invoice, number: 'fa-77', supplier: 'sc  geam srl' };
    const again = await ok(focalPoint.browser.post<SpendingView>(path(), { invoices: [same] }));
    expect(again.spentMinor).toBe(45_000);
    const other = { ...same, amountMinor: 6_000 };
    expect(await refusal(post(focalPoint, path(), { invoices: [other] }))).toBe(
      'milestones.invoice-known',
    );
  });

  it('R74: takes minutes of yesterday, from the authority, for whoever sent an invoice', async () => {
    const path = `/projects/${works.projectId}/procurement-minutes`;
    const of = async ({ browser }: TestPerson, decidedOn: string) => {
      const fileId = await aFile(browser, 'document');
      const registerNumber = '1003600012345';
      return { supplier: 'SC Geam SRL', registerNumber, bidders: 3, decidedOn, fileId };
    };
    const late = post(focalPoint, path, await of(focalPoint, '2030-01-01'));
    expect(await refusal(late)).toBe('disbursements.minutes-in-future');
    const foreign = post(works.htaVerifier, path, await of(works.htaVerifier, '2026-11-21'));
    expect(await refusal(foreign)).toBe('http.forbidden');
    const view = await ok(
      focalPoint.browser.get<AgreementView>(`/projects/${works.projectId}/agreement`),
    );
    expect([view.minutes, view.suppliersWithoutMinutes]).toEqual([[], ['SC Geam SRL']]);
    expect(view.suppliersWithoutNumber).toEqual(['SC Geam SRL']);
  });

  it('R57: takes who a supplier is for those that papers name, and tells matching', async () => {
    const path = `/projects/${works.projectId}/suppliers`;
    const geam = { supplier: 'SC Geam SRL', registerNumber: '1003 600 012345' };
    const asked = (body: object) => refusal(post(focalPoint, path, body));
    expect(await asked({ ...geam, supplier: 'SC Altul SRL' })).toBe(
      'disbursements.supplier-unknown',
    );
    expect(await asked({ ...geam, domain: 'gmail.com' })).toBe('disbursements.supplier-domain');
    expect(await asked({ ...geam, registerNumber: '----' })).toBe('disbursements.register-number');
    expect(await refusal(post(works.htaVerifier, path, geam))).toBe('http.forbidden');
    const known = () =>
      app.database.query<{ key: string; contact: string }>(
        `SELECT register_key AS key, contact FROM known_suppliers WHERE organisation_id = $1 ORDER BY 2`,
        [works.village.authorityId],
      );
    expect(await known()).toEqual([]);
    const { suppliersWithoutNumber } = await ok(
      focalPoint.browser.post<AgreementView>(path, { ...geam, email: 'Ion@Geam.Example' }),
    );
    expect(suppliersWithoutNumber).toEqual([]);
    const key = '1003600012345';
    expect(await known()).toEqual([
      { key, contact: '' },
      { key, contact: 'ion@geam.example' },
    ]);
  });

  it('opens the next tranche together with the milestone, the minutes and the share of the authority', async () => {
    await app.quiet();
    const before = await theTranche(works.finance.maker, works.projectId, 2);
    const unmet = before.conditions.filter(({ met }) => !met).map(({ code }) => code);
    expect([before.state, unmet]).toEqual([
      'planned',
      ['la-share-evidenced', 'procurement-minutes'],
    ]);
    await proveShare(app, works, 0.6);
    expect((await theTranche(works.finance.maker, works.projectId, 2)).state).toBe('planned');
    await handInMinutes(works, 'sc  GEAM srl');
    const after = await theTranche(works.finance.maker, works.projectId, 2);
    expect(after.state).toBe('conditions_met');
  });
});

describe('a late and a bad milestone', () => {
  const move = (days: number) => app.moveClock({ days });

  it('is flagged a week after its date', async () => {
    const { dueAt } = await theMilestone(works, 2);
    await app.moveClock(new Date(Date.parse(dueAt) + 7 * 86_400_000 + 1_000));
    const { state, daysLate, may } = await theMilestone(works, 2);
    expect([state, daysLate, may]).toEqual(['overdue', 7, ['report']]);
  });

  it('R68: shows when a picture was used before', async () => {
    const { id } = await theMilestone(works, 2);
    const { photos } = await theMilestone(works, 1);
    const body = await aReport(works, 1_000);
    const used = { fileId: photos[0]?.fileId ?? '', alt: { ro: 'Iar', en: 'Again' } };
    const shown = { ...body, photos: [...body.photos, used] };
    const view = await ok(
      focalPoint.browser.post<MilestoneView>(`/milestones/${id}/report`, shown),
    );
    expect(view.repeatedPhotoIds).toEqual([used.fileId]);
  });

  it('draws another verifier for one who stays silent for 15 days', async () => {
    const { id } = await theMilestone(works, 2);
    const before = await drawnFor(works, id);
    await move(16);
    const after = await drawnFor(works, id);
    const seen = new Set(before.map(({ person }) => person.id));
    expect(after.some(({ person }) => seen.has(person.id))).toBe(false);
    expect(after.length).toBeGreaterThan(0);
  });

  it('is put right after a confirmed no and looked at from the beginning', async () => {
    const { id } = await theMilestone(works, 2);
    const [one] = await drawnFor(works, id);
    if (one === undefined) throw new Error('nobody was drawn');
    await ok(accept(one.person, one.drawn));
    await ok(answer(app, one.person, one.drawn, 'no'));
    const decision = { decision: 'rework', reason: 'half of the windows are missing' };
    await ok(post(works.village.reviewer, `/milestones/${id}/doubt-decision`, decision)());
    const sentBack = await theMilestone(works, 2);
    expect([sentBack.state, sentBack.may]).toEqual(['rework', ['report']]);
    expect(sentBack.reworkDueAt).not.toBeNull();
    expect(await drawnFor(works, id)).toEqual([]);
    expect(await dutiesOf(works.village.mayor)).toContain('duty.milestones.put-right');
    await ok(post(focalPoint, `/milestones/${id}/report`, await aReport(works, 1_000))());
    expect(await drawnFor(works, id)).toHaveLength(2);
    expect((await theMilestone(works, 2)).state).toBe('reported');
  });
});
