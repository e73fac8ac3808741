import { PLAYGROUND_WITH_PATH } from './programmes.js';
import type { Stage } from './story.js';
import { BUILDING_TEMPLATES } from './templates-buildings.js';
import { STREET_TEMPLATES } from './templates-streets.js';
import { VILLAGE_TEMPLATES } from './templates-village.js';
import type { Template } from './template.js';

export interface StoryPlan {
  readonly key: string;
  readonly place: string;
  readonly association: string;
  readonly stage: Stage;
  readonly template: Template;
  /** A multiple of three, some 33 days after another: what happens on one day lets the clock be moved less often. */
  readonly startDay: number;
  readonly days?: number;
  readonly collection?: 'on_success';
  /** Its invented town hall has its seat where Stripe sends to: it is paid through Stripe, or could be. */
  readonly rail?: 'stripe' | 'stripe_possible';
  readonly minimum: number;
  readonly optimum: number;
  readonly collect: number;
}

/** Euros where the plan is read by people; cents from here on. */
export const STORIES: readonly StoryPlan[] = [
  {
    key: 'lozova',
    place: 'Lozova',
    association: 'padova',
    stage: 'completed',
    template: BUILDING_TEMPLATES.library,
    startDay: -477,
    minimum: 3_000,
    optimum: 4_200,
    collect: 3_140,
  },
  {
    key: 'ialoveni',
    place: 'Ialoveni',
    association: 'torino',
    stage: 'completed',
    template: STREET_TEMPLATES.toilets,
    startDay: -444,
    minimum: 4_000,
    optimum: 6_200,
    collect: 4_180,
  },
  {
    key: 'pelinia',
    place: 'Pelinia',
    association: 'frankfurt',
    stage: 'implementing_2',
    template: STREET_TEMPLATES.pavement,
    startDay: -117,
    minimum: 3_600,
    optimum: 5_700,
    collect: 3_760,
  },
  {
    key: 'valea-exemplu',
    place: 'Valea Exemplu',
    association: 'exemplu',
    stage: 'failed',
    template: VILLAGE_TEMPLATES.waste,
    startDay: -189,
    minimum: 4_600,
    optimum: 5_400,
    collect: 1_310,
  },
  {
    key: 'gura-galbenei',
    place: 'Gura Galbenei',
    association: 'padova',
    stage: 'implementing_1',
    template: VILLAGE_TEMPLATES.lighting,
    startDay: -114,
    minimum: 4_400,
    optimum: 7_300,
    collect: 4_520,
  },
  {
    key: 'peresecina',
    place: 'Peresecina',
    association: 'paris',
    stage: 'first_payment',
    template: STREET_TEMPLATES.bridge,
    startDay: -84,
    minimum: 3_400,
    optimum: 5_200,
    collect: 3_500,
  },
  {
    key: 'doina',
    place: 'Doina',
    association: 'paris',
    stage: 'agreement_pending',
    template: BUILDING_TEMPLATES.kindergarten,
    startDay: -87,
    rail: 'stripe_possible',
    minimum: 4_300,
    optimum: 7_000,
    collect: 4_440,
  },
  {
    key: 'bahmut',
    place: 'Bahmut',
    association: 'torino',
    stage: 'funded',
    template: STREET_TEMPLATES.dayroom,
    startDay: -63,
    minimum: 3_600,
    optimum: 6_000,
    collect: 3_720,
  },
  {
    key: 'chiscareni',
    place: 'Chișcăreni',
    association: 'frankfurt',
    stage: 'extended',
    template: PLAYGROUND_WITH_PATH,
    startDay: -66,
    minimum: 4_200,
    optimum: 5_900,
    collect: 3_120,
  },
  {
    key: 'saseni',
    place: 'Săseni',
    association: 'torino',
    stage: 'live',
    template: VILLAGE_TEMPLATES.well,
    startDay: -42,
    minimum: 5_000,
    optimum: 7_700,
    collect: 3_100,
  },
  {
    key: 'costuleni',
    place: 'Costuleni',
    association: 'paris',
    stage: 'live',
    template: BUILDING_TEMPLATES.solar,
    startDay: -12,
    // A quarter of the whole, to the cent: 3x1.
    minimum: 2_554.5,
    optimum: 3_325.5,
    collect: 1_390,
  },
  {
    key: 'podul-fictiv',
    place: 'Podul Fictiv',
    association: 'exemplu',
    stage: 'choices_open',
    template: BUILDING_TEMPLATES.library,
    startDay: -69,
    minimum: 3_000,
    optimum: 4_200,
    collect: 900,
  },
  {
    key: 'dealul-proba',
    place: 'Dealul Probă',
    association: 'exemplu',
    stage: 'live',
    template: STREET_TEMPLATES.toilets,
    startDay: -24,
    minimum: 4_000,
    optimum: 6_200,
    collect: 1_200,
  },
  {
    key: 'lunca-proba',
    place: 'Lunca Probă',
    association: 'exemplu',
    stage: 'implementing_1',
    template: BUILDING_TEMPLATES.library,
    startDay: -114,
    rail: 'stripe',
    minimum: 3_000,
    optimum: 4_200,
    collect: 3_060,
  },
  {
    key: 'dolna',
    place: 'Dolna',
    association: 'padova',
    stage: 'live',
    template: VILLAGE_TEMPLATES.waste,
    startDay: -18,
    collection: 'on_success',
    minimum: 3_900,
    optimum: 4_800,
    collect: 1_000,
  },
  {
    key: 'valeni',
    place: 'Văleni',
    association: 'paris',
    stage: 'ready',
    template: BUILDING_TEMPLATES.hall,
    startDay: 12,
    minimum: 4_000,
    optimum: 6_000,
    collect: 0,
  },
  {
    key: 'slobozia-mare',
    place: 'Slobozia Mare',
    association: 'padova',
    stage: 'seeking_endorsement',
    template: VILLAGE_TEMPLATES.waste,
    startDay: 27,
    minimum: 3_900,
    optimum: 4_800,
    collect: 0,
  },
  {
    key: 'mihaileni',
    place: 'Mihăileni',
    association: 'frankfurt',
    stage: 'in_review',
    template: BUILDING_TEMPLATES.health,
    startDay: 39,
    minimum: 4_500,
    optimum: 6_000,
    collect: 0,
  },
  {
    key: 'corjeuti',
    place: 'Corjeuți',
    association: 'frankfurt',
    stage: 'draft',
    template: BUILDING_TEMPLATES.kindergarten,
    startDay: 51,
    minimum: 4_200,
    optimum: 6_600,
    collect: 0,
  },
];

/** Enough to try every page: finished, failed, to be signed, collecting, ready, voting, drafted. */
export const BRIEF: readonly string[] = [
  'lozova',
  'valea-exemplu',
  'doina',
  'saseni',
  'valeni',
  'slobozia-mare',
  'corjeuti',
];
