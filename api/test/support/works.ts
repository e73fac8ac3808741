import type { CampaignLeftover } from '@vatra/shared/campaigns/campaign-limits';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type {
  MilestoneView,
  VerificationCaseView,
} from '@vatra/shared/milestones/milestones.views';
import type { WriteFundDto } from '@vatra/shared/matching/funds.dto';
import type { Page } from '@vatra/shared/paging.dto';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';
import { aFunder, anOpenFund } from './funds.js';
import { aFinanceTeam, aSettledProject, offerPayee, verifyPayee, type Finance } from './funded.js';
import { handInProcurementPapers, pay, sign } from './payments.js';
import { aPerson, aPersonWith, enrolSecondFactor, type TestPerson } from './people.js';
import { GOALS } from './project.js';
import {
  aFile,
  aVillage,
  anAssociation,
  join,
  ok,
  type Association,
  type Village,
} from './village.js';

const IBAN = 'MD24AG000225100013104168';

/** A project whose first tranche has arrived, with the people who will look at the work. */
export interface Works {
  readonly village: Village;
  readonly finance: Finance;
  readonly association: Association;
  readonly htaVerifier: TestPerson;
  readonly volunteers: readonly TestPerson[];
  readonly projectId: string;
}

interface WorksRules {
  readonly matching?: readonly Partial<WriteFundDto>[];
  readonly leftover?: CampaignLeftover;
}

/**
 * Twelve gifts of EUR 100: a small grant in three tranches with two milestones; matched by funds with
 * these rules, if any.
 */
export async function aProjectUnderWay(
  app: TestApp,
  volunteers = 3,
  more: readonly number[] = [],
  { matching = [], leftover = 'reserve' }: WorksRules = {},
): Promise<Works> {
  const village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  for (const rules of matching) {
    await anOpenFund(app, { funder: await aFunder(app, village), finance }, rules);
  }
  const payee = await offerPayee(village, IBAN);
  await verifyPayee(finance, payee.id);
  const association = await anAssociation(app, village, { members: 3 });
  const projectId = await aSettledProject(app, village, {
    associations: [association],
    goals: GOALS,
    gifts: 12,
    giftMinor: 10_000,
    more,
    leftover,
  });
  const htaVerifier = await aVerifierOf(app, association);
  const pool: TestPerson[] = [];
  for (let index = 0; index < volunteers; index += 1) {
    const name = `Volunteer ${'abcdef'.charAt(index)}`;
    pool.push(await aPersonWith(app, village.administrator, 'volunteer_verifier', name));
  }
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await pay(app, finance, { projectId, number: 1 });
  return { village, finance, association, htaVerifier, volunteers: pool, projectId };
}

async function aVerifierOf(app: TestApp, association: Association): Promise<TestPerson> {
  const [chair] = association.board;
  const person = await aPerson(app, 'Vera Verifier');
  if (chair === undefined) throw new Error('an association without a board');
  await join(chair, person, association.id, ['hta_verifier']);
  await enrolSecondFactor(app, person);
  return person;
}

export async function milestonesOf(works: Works): Promise<readonly MilestoneView[]> {
  const path = `/projects/${works.projectId}/milestones`;
  return ok(works.village.mayor.browser.get<MilestoneView[]>(path));
}

export async function theMilestone(works: Works, number: number): Promise<MilestoneView> {
  const milestone = (await milestonesOf(works)).find((one) => one.number === number);
  if (milestone === undefined) throw new Error(`no milestone ${String(number)}`);
  return milestone;
}

export interface Invoice {
  readonly fileId: string;
  readonly supplier: string;
  readonly number: string;
  readonly date: string;
  readonly amountMinor: number;
}

let invoices = 0;

export async function anInvoice(
  person: TestPerson,
  amountMinor: number,
  changes: Partial<Invoice> = {},
): Promise<Invoice> {
  invoices += 1;
  return {
    fileId: await aFile(person.browser, 'invoice'),
    supplier: 'SC Geam SRL',
    number: `FA-${String(invoices)}`,
    date: '2026-11-22',
    amountMinor,
    ...changes,
  };
}

/** What the authority's report of a milestone holds; photo and invoice as the plan asks. */
export async function aReport(works: Works, spentMinor: number) {
  const { focalPoint } = works.village;
  const alt = { ro: 'Ferestre', en: 'Windows' };
  return {
    narrative: 'Ferestrele sunt montate.',
    photos: [{ fileId: await aFile(focalPoint.browser, 'photo'), alt }],
    invoices: [await anInvoice(focalPoint, spentMinor)],
    papers: [],
  };
}

/** R74: how the supplier of the first invoices was chosen. */
export async function handInMinutes(works: Works, supplier = 'SC Geam SRL'): Promise<void> {
  const { browser } = works.village.focalPoint;
  await ok(
    browser.post(`/projects/${works.projectId}/procurement-minutes`, {
      ...{ supplier, bidders: 3, decidedOn: '2026-11-21' },
      ...{ registerNumber: '1003600012345', domain: 'geam.example' },
      fileId: await aFile(browser, 'document'),
    }),
  );
}

export async function report(works: Works, number: number, spentMinor: number): Promise<void> {
  const { id } = await theMilestone(works, number);
  const body = await aReport(works, spentMinor);
  await ok(works.village.focalPoint.browser.post(`/milestones/${id}/report`, body));
  if (number === 1) await handInMinutes(works);
}

/** The open case of the person, if they were drawn for the milestone. */
export async function caseOf(
  person: TestPerson,
  milestoneId: string,
): Promise<VerificationCaseView | null> {
  const cases = await ok(person.browser.get<VerificationCaseView[]>('/me/verifications'));
  return cases.find(({ milestone }) => milestone.id === milestoneId) ?? null;
}

/** Everybody drawn for the milestone, with their case. */
export async function drawnFor(
  works: Works,
  milestoneId: string,
): Promise<{ person: TestPerson; drawn: VerificationCaseView }[]> {
  const found: { person: TestPerson; drawn: VerificationCaseView }[] = [];
  for (const person of [works.htaVerifier, ...works.volunteers]) {
    const drawn = await caseOf(person, milestoneId);
    if (drawn !== null) found.push({ person, drawn });
  }
  return found;
}

export function accept(
  person: TestPerson,
  drawn: VerificationCaseView,
  conflict = 'none',
): Promise<Answer<unknown>> {
  return person.browser.post(`/verifications/${drawn.verificationId}/acceptance`, { conflict });
}

export async function anAnswer(
  app: TestApp,
  person: TestPerson,
  drawn: VerificationCaseView,
  result: 'yes' | 'no' | 'cannot_tell' = 'yes',
) {
  return {
    visitDate: (await app.now()).toISOString().slice(0, 10),
    answers: drawn.milestone.criteria.map((_, index) => ({ criterion: index + 1, answer: result })),
    result,
    photoIds: [await aFile(person.browser, 'photo')],
  };
}

export async function answer(
  app: TestApp,
  person: TestPerson,
  drawn: VerificationCaseView,
  result: 'yes' | 'no' | 'cannot_tell' = 'yes',
): Promise<Answer<unknown>> {
  const body = await anAnswer(app, person, drawn, result);
  return person.browser.post(`/verifications/${drawn.verificationId}/answer`, body);
}

/** Everybody drawn takes the case and says yes. */
export async function verify(app: TestApp, works: Works, number: number): Promise<void> {
  const { id } = await theMilestone(works, number);
  for (const { person, drawn } of await drawnFor(works, id)) {
    await ok(accept(person, drawn));
    await ok(answer(app, person, drawn));
  }
  await app.quiet();
}

/** The authority's own share, proved to the given part and accepted by a reviewer. */
export async function proveShare(app: TestApp, works: Works, part: number): Promise<void> {
  const { mayor, reviewer } = works.village;
  const path = `/projects/${works.projectId}/commitments`;
  const { items } = await ok(mayor.browser.get<Page<CommitmentView>>(path));
  const [commitment] = items;
  if (commitment === undefined) throw new Error('no commitment');
  const amountMinor = Math.ceil(commitment.cashMinor * part) - commitment.evidencedCashMinor;
  const offered = await ok(
    mayor.browser.post<CommitmentView>(`/commitments/${commitment.id}/evidence`, {
      kind: 'cash',
      amountMinor,
      description: 'Ordin de plată',
      fileId: await aFile(mayor.browser, 'document'),
    }),
  );
  const evidence = offered.evidence.find(({ state }) => state === 'offered');
  await ok(
    reviewer.browser.post(`/commitment-evidence/${evidence?.id ?? ''}/decision`, {
      decision: 'accept',
      reason: 'the order names the project',
    }),
  );
  await app.quiet();
}
