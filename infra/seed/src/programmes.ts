import type { ProfileName } from '@vatra/shared/projects/cofinancing-profiles';
import type {
  FundingItemDto,
  FundingSectionDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import { authorityShare, fundingOf, totalOf } from './plan-sections.js';
import type { Story } from './story.js';
import type { Template } from './template.js';
import { VILLAGE_TEMPLATES } from './templates-village.js';

type Programme = Exclude<ProfileName, 'default'>;

/** Two of the stories follow a programme of co-financing; all others the rules of the site (R8). */
const PROGRAMMES: Readonly<Partial<Record<string, Programme>>> = {
  chiscareni: 'DAR_2023',
  costuleni: '3x1',
};

/** Half of the whole is the most the Government gives (DAR 1+3); here a little less. */
const GOVERNMENT_PERCENT = 45;

/** DAR 1+3 asks for at least MDL 300,000: the playground comes with its path and lights. */
export const PLAYGROUND_WITH_PATH: Template = {
  ...VILLAGE_TEMPLATES.playground,
  lines: [
    ...VILLAGE_TEMPLATES.playground.lines,
    ['works', 'Alee pavată și iluminat', 'Paved path and lights', 60, 60, 'm', 10_000],
  ],
};

/** Who brings how much, by the programme of the story. */
export function planOf(story: Story): FundingSectionDto {
  const programme = PROGRAMMES[story.key];
  if (programme === undefined) return fundingOf(story.template, story.goals);
  const items = (['minimum', 'optimum'] as const).flatMap((tier) => itemsOf(story, tier));
  if (programme === '3x1') return { profile: programme, items };
  return {
    profile: programme,
    planningRate: { rateE4: 195_000, on: story.pollsHeldOn, source: 'BNM, curs oficial (demo)' },
    items,
  };
}

/** What the council decides: a quarter in 3x1, elsewhere a fifth; a quarter of it in kind. */
export function shareOf(story: Story, tier: TierName): { cashMinor: number; inKindMinor: number } {
  if (PROGRAMMES[story.key] !== '3x1') return authorityShare(story.template, tier);
  const share = totalOf(story.template, tier) / 4;
  const inKindMinor = Math.floor(share / 4);
  return { cashMinor: share - inKindMinor, inKindMinor };
}

function itemsOf(story: Story, tier: TierName): FundingItemDto[] {
  const total = totalOf(story.template, tier);
  const donors = tier === 'minimum' ? story.goals.minimumMinor : story.goals.optimumMinor;
  const { cashMinor, inKindMinor } = shareOf(story, tier);
  const rest = total - donors - cashMinor - inKindMinor;
  const government =
    PROGRAMMES[story.key] === '3x1'
      ? total / 4
      : Math.min(rest, Math.floor((total * GOVERNMENT_PERCENT) / 100));
  return [
    { tier, source: 'platform_contributions', amountMinor: donors },
    { tier, source: 'la_cash', amountMinor: cashMinor },
    { tier, source: 'la_in_kind', amountMinor: inKindMinor },
    { tier, source: 'national_programme', amountMinor: government },
    { tier, source: 'other_grant', amountMinor: rest - government },
  ];
}
