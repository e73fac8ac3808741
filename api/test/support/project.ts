import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { ProjectSection } from '@vatra/shared/projects/projects.dto';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { TestApp } from '../app.js';
import { aFile, ok, type Association, type Village } from './village.js';

export interface Goals {
  /** What the campaign collects in each tier, EUR cents; the authority adds a fifth of the budget. */
  readonly minimumMinor: number;
  readonly optimumMinor: number;
  /** What each tier's budget keeps for surprises; nothing when absent. */
  readonly contingencyMinor?: number;
}

export const GOALS: Goals = { minimumMinor: 100_000, optimumMinor: 200_000 };

type Contents = Readonly<Record<ProjectSection, unknown>>;

const words = (ro: string) => ({ ro, en: ro });

/** Every section of a file that breaks no rule. */
export async function goodSections(village: Village, goals: Goals = GOALS): Promise<Contents> {
  const { browser } = village.focalPoint;
  const milestones = goals.minimumMinor > 500_000 ? [30, 60, 90] : [30, 60];
  return {
    need: {
      title: words('Renovarea grădiniței'),
      problem: words('Ferestrele sunt vechi.'),
      solution: words('Ferestre noi.'),
      beneficiaries: words('Copiii satului.'),
      beneficiariesTotal: 60,
      isPublicService: true,
    },
    photos: { photos: [{ fileId: await aFile(browser, 'photo'), alt: words('Grădinița') }] },
    polls: {
      polls: [
        {
          group: 'residents',
          heldOn: '2026-01-20',
          answers: 40,
          inFavour: 30,
          fileId: await aFile(browser, 'poll'),
        },
      ],
    },
    owner: {
      assetOwner: 'Primăria',
      maintenanceRole: 'administrator',
      maintenanceYearlyMinor: 50_000,
      maintenanceBudgetLine: '2.1',
      landTitle: 'public_ownership',
      landProofFileId: await aFile(browser, 'document'),
      permits: [{ name: 'Autorizație', status: 'not_needed', date: '2026-01-10' }],
    },
    budget: budgetSection(goals),
    funding: fundingSection(goals),
    milestones: {
      milestones: milestones.map((dueDays) => ({
        title: words('Etapă'),
        dueDays,
        criteria: [{ text: words('Gata') }],
        evidence: ['photo', 'invoice'],
      })),
    },
    indicators: {
      indicators: [indicator('output', 0, 1, 2), indicator('outcome', 20, 30, 40)],
    },
  };
}

export function budgetSection(goals: Goals): unknown {
  return {
    minimumWorksAlone: true,
    tiers: [tier('minimum', goals.minimumMinor, goals), tier('optimum', goals.optimumMinor, goals)],
  };
}

export function fundingSection(goals: Goals): { items: unknown[] } {
  return {
    items: [...plan('minimum', goals.minimumMinor), ...plan('optimum', goals.optimumMinor)],
  };
}

/** What the authority brings to a tier, so that donors' part is the goal. */
export function authorityShare(goalMinor: number): number {
  return Math.ceil(goalMinor / 4);
}

export async function aDraft(
  village: Village,
  sections?: Partial<Contents>,
): Promise<ProjectFileView> {
  const { browser } = village.focalPoint;
  const { id } = await ok(
    browser.post<ProjectFileView>('/projects', {
      leadOrganisationId: village.authorityId,
      placeId: village.placeId,
      category: 'early_childhood',
      title: words('Renovarea grădiniței'),
    }),
  );
  for (const [section, content] of Object.entries(sections ?? (await goodSections(village)))) {
    await ok(browser.put(`/projects/${id}/sections/${section}`, content));
  }
  return ok(browser.get<ProjectFileView>(`/projects/${id}/file`));
}

export async function aSubmitted(village: Village, goals: Goals = GOALS): Promise<ProjectFileView> {
  const { id } = await aDraft(village, await goodSections(village, goals));
  return ok(village.mayor.browser.post<ProjectFileView>(`/projects/${id}/submission`));
}

export const ACCEPT = {
  decision: 'accept',
  reason: 'The need is shown and the budget fits.',
  scores: { ownership: 4, correspondence: 5, sustainability: 4, replicability: 3 },
  hasConflict: false,
} as const;

/** Accepted by the reviewer: public, and looking for endorsements. */
export async function aSeeking(village: Village, goals: Goals = GOALS): Promise<ProjectFileView> {
  const { id } = await aSubmitted(village, goals);
  return ok(village.reviewer.browser.post<ProjectFileView>(`/projects/${id}/review`, ACCEPT));
}

/** The council's decision over the whole share of the authority, accepted by a reviewer. */
export async function commitShare(
  village: Village,
  projectId: string,
  goals: Goals = GOALS,
): Promise<CommitmentView> {
  const { browser } = village.mayor;
  const declared = await ok(
    browser.post<Page<CommitmentView>>(`/projects/${projectId}/commitments`, {
      decisionNumber: '4/12',
      decisionDate: '2026-01-15',
      cashMinor: authorityShare(goals.optimumMinor),
      inKindMinor: 0,
      budgetCode: '31.2',
      fileId: await aFile(browser, 'council-decision'),
    }),
  );
  const waiting = declared.items.find(({ state }) => state === 'declared');
  return ok(
    village.reviewer.browser.post<CommitmentView>(`/commitments/${waiting?.id ?? ''}/decision`, {
      decision: 'accept',
      reason: 'Number, date and code are there.',
    }),
  );
}

/** Asked, called and voted for by everybody: active as soon as the call is told. */
export async function endorse(
  app: TestApp,
  village: Village,
  association: Association,
  projectId: string,
): Promise<string> {
  const { id } = await ok(
    village.mayor.browser.post<{ id: string }>(`/projects/${projectId}/endorsements`, {
      organisationId: association.id,
    }),
  );
  const [chair] = association.board;
  if (chair === undefined) throw new Error('an association without a board');
  await ok(chair.browser.post(`/endorsements/${id}/call`, { days: 7, secretBallot: false }));
  for (const { browser } of association.members) {
    await ok(browser.post(`/endorsements/${id}/ballots`, { conflict: 'none', choice: 'yes' }));
  }
  await app.quiet();
  return id;
}

function tier(name: string, goalMinor: number, { contingencyMinor = 0 }: Goals): unknown {
  const worksMinor = goalMinor + authorityShare(goalMinor) - contingencyMinor;
  const reserve = contingencyMinor > 0 ? [line('contingency', contingencyMinor)] : [];
  return { name, deliverables: words('O sală'), lines: [line('works', worksMinor), ...reserve] };
}

function line(kind: string, amountMinor: number): unknown {
  return {
    description: words('Lucrări'),
    kind,
    quantity: 1,
    unit: 'buc',
    unitPriceMinor: amountMinor,
    amountMinor,
    quoteFileIds: [],
    referencePrice: 'catalog',
  };
}

function plan(tierName: string, goalMinor: number): unknown[] {
  return [
    { tier: tierName, source: 'platform_contributions', amountMinor: goalMinor },
    { tier: tierName, source: 'la_cash', amountMinor: authorityShare(goalMinor) },
  ];
}

function indicator(kind: string, ...values: readonly [number, number, number]): unknown {
  const [baseline, targetMinimum, targetOptimum] = values;
  return { kind, name: words('indicator'), unit: 'buc', baseline, targetMinimum, targetOptimum };
}
