import type { Answers } from './form.js';
import { paper, type Upload } from './papers.js';
import type { Plan } from './town-hall.js';

export const TITLE = {
  ro: 'Zece lămpi pe strada școlii',
  en: 'Ten lamps in the school street',
};

/** What the town hall asks for: ten lamps at least, fifteen at best. */
export function lampsPlan(pollDay: string, photo: Upload): Plan {
  return {
    title: TITLE,
    start: {
      category: 'street_lighting',
      'title.ro': TITLE.ro,
      'title.en': TITLE.en,
    },
    sections: {
      need: {
        ...inBoth(
          'problem',
          'Seara strada școlii este în întuneric.',
          'In the evening the school street is dark.',
        ),
        ...inBoth(
          'solution',
          'Punem zece lămpi pe stâlpii care există.',
          'We put ten lamps on the poles that stand there.',
        ),
        ...inBoth(
          'beneficiaries',
          'Copiii și oamenii de pe strada școlii.',
          'Children and people of the school street.',
        ),
        beneficiariesTotal: '240',
        isPublicService: 'true',
      },
      photos: {
        photos: photo,
        ...inBoth('photos.0.alt', 'Strada fără lămpi', 'The street without lamps'),
      },
      polls: polls(pollDay),
      owner: {
        assetOwner: 'Comuna Lozova',
        maintenanceRole: 'Electricianul primăriei',
        maintenanceYearlyMinor: '60',
        maintenanceBudgetLine: '6402',
        landTitle: 'public_ownership',
        landProofFileId: paper('Extract from the land register of the school street'),
      },
      budget: {
        ...tier(0, 'Zece lămpi', 'Ten lamps', '10'),
        minimumWorksAlone: 'true',
        ...tier(1, 'Cincisprezece lămpi', 'Fifteen lamps', '15'),
      },
      funding: {
        'items.0.amountMinor': '480',
        'items.2.amountMinor': '120',
        'items.6.amountMinor': '720',
        'items.8.amountMinor': '180',
      },
      milestones: {
        milestones: { rows: 2 },
        ...milestone(0, 'Lămpile sunt cumpărate', 'The lamps are bought', '30'),
        ...milestone(1, 'Lămpile luminează', 'The lamps shine', '75'),
      },
      indicators: {
        indicators: { rows: 2 },
        ...indicator(0, 'output', 'Lămpi care luminează', 'Lamps that shine', ['0', '10', '15']),
        ...indicator(1, 'outcome', 'Copii care merg pe lumină', 'Children who walk in light', [
          '0',
          '90',
          '90',
        ]),
      },
    },
  };
}

const inBoth = (name: string, ro: string, en: string): Answers => ({
  [`${name}.ro`]: ro,
  [`${name}.en`]: en,
});

function polls(heldOn: string): Answers {
  const poll = (index: number, group: string, answers: string, inFavour: string): Answers => ({
    [`polls.${String(index)}.group`]: group,
    [`polls.${String(index)}.heldOn`]: heldOn,
    [`polls.${String(index)}.answers`]: answers,
    [`polls.${String(index)}.inFavour`]: inFavour,
    [`polls.${String(index)}.fileId`]: paper(`Poll of ${group} about the lamps`),
  });
  return {
    polls: { rows: 2 },
    ...poll(0, 'residents', '64', '51'),
    ...poll(1, 'natives_abroad', '22', '19'),
  };
}

function tier(index: number, ro: string, en: string, lamps: string): Answers {
  const path = `tiers.${String(index)}`;
  return {
    ...inBoth(`${path}.deliverables`, `${ro} pe strada școlii`, `${en} in the school street`),
    [`${path}.lines`]: { rows: 1 },
    ...inBoth(`${path}.lines.0.description`, 'Lampă LED, montată', 'LED lamp, mounted'),
    [`${path}.lines.0.kind`]: 'goods',
    [`${path}.lines.0.quantity`]: lamps,
    [`${path}.lines.0.unit`]: 'piece',
    [`${path}.lines.0.unitPriceMinor`]: '60',
  };
}

function milestone(index: number, ro: string, en: string, days: string): Answers {
  const path = `milestones.${String(index)}`;
  return {
    ...inBoth(`${path}.title`, ro, en),
    [`${path}.dueDays`]: days,
    [`${path}.criteria`]: { rows: 1 },
    ...inBoth(`${path}.criteria.0.text`, `${ro}, se vede`, `${en}, one can see it`),
    [`${path}.evidence`]: ['photo', 'invoice'],
  };
}

function indicator(
  index: number,
  kind: string,
  ro: string,
  en: string,
  values: readonly string[],
): Answers {
  const path = `indicators.${String(index)}`;
  const [baseline = '', minimum = '', optimum = ''] = values;
  return {
    [`${path}.kind`]: kind,
    ...inBoth(`${path}.name`, ro, en),
    [`${path}.unit`]: kind === 'output' ? 'lamps' : 'children',
    [`${path}.baseline`]: baseline,
    [`${path}.targetMinimum`]: minimum,
    [`${path}.targetOptimum`]: optimum,
  };
}
