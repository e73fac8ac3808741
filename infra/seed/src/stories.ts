import { atOnce, findPlace, foundAssociation, foundAuthority, type Staff } from './cast.js';
import type { Story } from './story.js';
import { STORIES } from './story-plans.js';
import type { World } from './world.js';

/** Associations in real host cities with invented members (domain 7.3). */
const ASSOCIATIONS = {
  padova: {
    city: 'Padova',
    country: 'IT',
    members: 64,
    decisionBody: 'board',
    votes: ['Lidia Rusu', 'Tudor Popa', 'Galina Lungu'],
  },
  torino: {
    city: 'Torino',
    country: 'IT',
    members: 31,
    decisionBody: 'board',
    votes: ['Nina Moraru', 'Pavel Ursu', 'Zina Balan'],
  },
  frankfurt: {
    city: 'Frankfurt',
    country: 'DE',
    members: 27,
    decisionBody: 'board',
    votes: ['Oleg Cazacu', 'Raisa Guțu', 'Ștefan Bostan'],
  },
  paris: {
    city: 'Paris',
    country: 'FR',
    members: 45,
    decisionBody: 'board',
    votes: ['Larisa Sandu', 'Grigore Botnaru', 'Eugenia Melnic'],
  },
  exemplu: {
    city: 'Dublin',
    country: 'IE',
    members: 23,
    decisionBody: 'board',
    votes: ['Iulia Rotaru', 'Anatol Țurcanu', 'Vera Ciobanu'],
  },
} as const;

/** Town halls, associations and the plan of every story, or of those that are named. */
export async function gatherStories(
  world: World,
  staff: Staff,
  only: readonly string[] | null,
): Promise<Story[]> {
  const plans = STORIES.filter(({ key }) => only === null || only.includes(key));
  const founded = await atOnce(
    plans.map((plan) => async () => {
      const place = await findPlace(world, plan.place);
      const country = plan.rail === undefined ? {} : { country: 'RO' };
      const about = { ...place, ...country };
      return { plan, place, authority: await foundAuthority(world, staff, about, plan.key) };
    }),
  );
  const authorities = new Map(founded.map(({ plan, authority }) => [plan.key, authority]));
  const associations = new Map(
    await atOnce(
      Object.entries(ASSOCIATIONS)
        .filter(([key]) => plans.some(({ association }) => association === key))
        .map(([key, plan]) => async () => {
          const places = founded
            .filter((one) => one.plan.association === key)
            .map(({ place }) => place);
          const name = `Asociația băștinașilor ${places[0]?.name ?? ''} din ${plan.city} (demo)`;
          const about = { ...plan, name, localPart: key };
          return [key, await foundAssociation(world, staff, places, about)] as const;
        }),
    ),
  );
  return plans.map((plan) => ({
    key: plan.key,
    stage: plan.stage,
    template: plan.template,
    authority: must(authorities.get(plan.key)),
    association: must(associations.get(plan.association)),
    goals: { minimumMinor: plan.minimum * 100, optimumMinor: plan.optimum * 100 },
    startDay: plan.startDay,
    days: plan.days ?? 60,
    ...(plan.collection !== undefined && { collection: plan.collection }),
    ...(plan.rail !== undefined && { rail: plan.rail }),
    collectMinor: plan.collect * 100,
    drawingSeed: 1000 * (STORIES.indexOf(plan) + 1),
    pollsHeldOn: world.dayText(plan.startDay - 75),
  }));
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a story without its people');
  return value;
}
