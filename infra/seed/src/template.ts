import type { Localized } from '@vatra/shared/localized.dto';
import type { CategoryCode } from '@vatra/shared/projects/categories';
import type { BudgetLineKind } from '@vatra/shared/projects/projects.dto';
import type { Picture } from './subjects.js';

/** kind, Romanian, English, quantity at minimum, at optimum, unit, unit price in euro cents. */
export type LineTemplate = readonly [
  kind: BudgetLineKind,
  ro: string,
  en: string,
  minimum: number,
  optimum: number,
  unit: string,
  unitPriceMinor: number,
];

export interface MilestoneTemplate {
  readonly title: Localized;
  readonly dueDays: number;
  readonly criteria: readonly Localized[];
}

/** An invented project idea; the place's name stands for {place}. */
export interface Template {
  readonly category: CategoryCode;
  /** What the drawing shows where the category would draw something else. */
  readonly picture?: Picture;
  readonly title: Localized;
  readonly problem: Localized;
  readonly solution: Localized;
  readonly gains: Localized;
  readonly people: number;
  readonly lines: readonly LineTemplate[];
  readonly maintenance: {
    readonly role: string;
    readonly yearlyMinor: number;
    readonly line: string;
  };
  readonly output: {
    readonly name: Localized;
    readonly unit: string;
    readonly minimum: number;
    readonly optimum: number;
  };
  readonly outcome: {
    readonly name: Localized;
    readonly unit: string;
    readonly baseline: number;
    readonly target: number;
  };
  readonly milestones: readonly MilestoneTemplate[];
}

export const text = (ro: string, en: string): Localized => ({ ro, en });

/** Three checks that most works have in common: bought, half done, done and handed over. */
export function usualMilestones(
  bought: Localized,
  halfDone: Localized,
  done: Localized,
): MilestoneTemplate[] {
  return [
    {
      title: bought,
      dueDays: 30,
      criteria: [
        text('Contractul este semnat și publicat', 'The contract is signed and published'),
        text('Materialele sunt la fața locului', 'The materials are on site'),
      ],
    },
    {
      title: halfDone,
      dueDays: 75,
      criteria: [
        text('Jumătate din lucrare se vede', 'Half of the work can be seen'),
        text('Facturile corespund cu ce s-a livrat', 'The invoices fit what was delivered'),
      ],
    },
    {
      title: done,
      dueDays: 130,
      criteria: [
        text('Lucrarea este gata și funcționează', 'The work is finished and in use'),
        text('Locul este curat și sigur', 'The place is clean and safe'),
        text('Oamenii din sat îl folosesc', 'People of the village use it'),
      ],
    },
  ];
}
