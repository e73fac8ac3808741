import type { BudgetSectionDto } from '@vatra/shared/projects/projects.dto';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { CAMPAIGN_MOVES } from '@vatra/shared/campaigns/campaign.states';
import { statesOf } from '@vatra/shared/states/state-table';
import { describe, expect, it } from 'vitest';
import { budgetRows, tierTotal } from './budgetRows';
import { campaignMessage } from './campaignMessage';
import { sourcesOf } from './fundingSources';
import { projectSteps } from './projectSteps';
import { measuredTier, sharesToday } from './sharesToday';

const lineOf = (ro: string, amountMinor: number, quotes: string[]) => ({
  description: { ro, en: ro },
  kind: 'goods' as const,
  quantity: 1,
  unit: 'buc.',
  unitPriceMinor: amountMinor,
  amountMinor,
  quoteFileIds: quotes,
});

const budget = {
  minimumWorksAlone: true,
  tiers: [
    { name: 'minimum', deliverables: { ro: '', en: '' }, lines: [lineOf('Lămpi', 500, ['a'])] },
    {
      name: 'optimum',
      deliverables: { ro: '', en: '' },
      lines: [lineOf('Lămpi', 700, ['a', 'b']), lineOf('Cablu', 100, [])],
    },
  ],
} as unknown as BudgetSectionDto;

describe('the budget of a project', () => {
  it('shows each thing once, with its price in both tiers and every quote', () => {
    const rows = budgetRows(budget);
    expect(
      rows.map((row) => [row.line.description.ro, row.minor, row.quantities, row.quoteFileIds]),
    ).toEqual([
      ['Lămpi', { minimum: 500, optimum: 700 }, [1], ['a', 'b']],
      ['Cablu', { minimum: null, optimum: 100 }, [1], []],
    ]);
  });

  it('adds up to the tier', () => {
    expect(tierTotal(budget, 'minimum')).toBe(500);
    expect(tierTotal(budget, 'optimum')).toBe(800);
  });

  it('tells who pays, and leaves out who pays nothing', () => {
    const rows = sourcesOf({
      items: [
        { tier: 'minimum', source: 'platform_contributions', amountMinor: 300 },
        { tier: 'optimum', source: 'platform_contributions', amountMinor: 500 },
        { tier: 'minimum', source: 'other_grant', amountMinor: 0 },
      ],
    });
    expect(rows.map(({ source, minor }) => [source, minor])).toEqual([
      ['platform_contributions', { minimum: 300, optimum: 500 }],
    ]);
  });
});

describe('the timeline of a project', () => {
  const view = (part: object) =>
    ({
      tranches: [],
      milestones: [],
      file: { milestones: null },
      ...part,
    }) as unknown as ProjectPageView;

  it('shows the plan while there is no agreement', () => {
    const plan = { milestones: [{ title: { ro: 'a', en: 'a' }, dueDays: 30 }] };
    const steps = projectSteps(view({ file: { milestones: plan } }));
    expect(steps.map(({ look, dueDays }) => [look, dueDays])).toEqual([['ahead', 30]]);
  });

  it('lets the agreement free the first tranche and each milestone the next (R60, R64)', () => {
    const steps = projectSteps(
      view({
        tranches: [{ number: 1, confirmedAt: '2026-01-01' }, { number: 2 }, { number: 3 }],
        milestones: [
          { id: 'm1', number: 1, state: 'verified', verifications: [] },
          { id: 'm2', number: 2, state: 'overdue', verifications: [] },
        ],
      }),
    );
    expect(steps.map(({ key, look, tranche }) => [key, look, tranche?.number])).toEqual([
      ['agreement', 'done', 1],
      ['m1', 'done', 2],
      ['m2', 'now', 3],
    ]);
  });
});

describe('the sentence above the button', () => {
  it('exists for every state of a campaign and changes when the goal is reached', () => {
    const at = (state: string, countedMinor: number) =>
      campaignMessage({ state, progress: { countedMinor, minimumMinor: 100 } } as never);
    for (const state of statesOf(CAMPAIGN_MOVES))
      expect(at(state, 0)).toMatch(/^project\.message\./);
    expect(at('live', 99)).toBe('project.message.live');
    expect(at('live', 100)).toBe('project.message.reached');
  });
});

describe('who has to bring how much', () => {
  const file = {
    budget: {
      ...budget,
      tiers: [
        { name: 'minimum', lines: [lineOf('Fântână', 1_000_000, [])] },
        { name: 'optimum', lines: [lineOf('Fântână', 1_500_000, [])] },
      ],
    },
    funding: {
      items: [
        { tier: 'minimum', source: 'platform_contributions', amountMinor: 700_000 },
        { tier: 'minimum', source: 'la_cash', amountMinor: 200_000 },
        { tier: 'minimum', source: 'la_in_kind', amountMinor: 100_000 },
        { tier: 'optimum', source: 'platform_contributions', amountMinor: 1_050_000 },
        { tier: 'optimum', source: 'la_cash', amountMinor: 450_000 },
      ],
    },
  };
  const viewOf = (netMinor: number, committedMinor: number, countedMinor = netMinor) =>
    ({
      file,
      campaign: {
        progress: {
          ...{ countedMinor, netContributionsMinor: netMinor, minimumMinor: 700_000 },
          laCommittedMinor: committedMinor,
        },
      },
      commitments: [
        { state: 'decided', inKindMinor: 60_000 },
        { state: 'declared', inKindMinor: 999 },
        { state: 'withdrawn', inKindMinor: 999 },
      ],
    }) as unknown as ProjectPageView;
  const told = (view: ProjectPageView) =>
    sharesToday(view).map(({ kind, party, perMille, limitPercent, isMet }) =>
      [kind, party, perMille / 10, limitPercent, isMet].join(' '),
    );

  it('R8: diaspora 7 % of 10 % needed, as far as the gifts have come', () => {
    expect(told(viewOf(70_000, 0))).toContain('least diaspora 7 10 false');
    expect(told(viewOf(100_000, 0))).toContain('least diaspora 10 10 true');
  });

  it('R9: the authority has what its council decided, its goods too, and nothing before', () => {
    expect(told(viewOf(70_000, 0))).toContain('least authority 0 10 false');
    expect(told(viewOf(70_000, 100_000))).toEqual(
      expect.arrayContaining(['least authority 10 10 true', 'in-kind authority 60 50 false']),
    );
  });

  it('a decision for the larger plan covers the smaller one', () => {
    expect(told(viewOf(70_000, 450_000))).toEqual(
      expect.arrayContaining(['least authority 30 10 true', 'in-kind authority 33.3 50 true']),
    );
  });

  it('is measured by the larger plan once the money of the smaller is there', () => {
    expect(measuredTier(viewOf(700_000, 450_000))).toBe('minimum');
    expect(measuredTier(viewOf(600_000, 450_000, 800_000))).toBe('optimum');
    expect(told(viewOf(600_000, 450_000, 800_000))).toContain('least diaspora 40 10 true');
  });

  it('says nothing before there is a campaign', () => {
    expect(told({ ...viewOf(0, 0), campaign: null })).toEqual([]);
  });
});
