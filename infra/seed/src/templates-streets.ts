import { text, usualMilestones, type Template } from './template.js';

/** A way to school, a way across the stream, and rooms people were ashamed of. */
export const STREET_TEMPLATES = {
  pavement: {
    category: 'roads',
    title: text('Trotuar de la stație la școală', 'A pavement from the bus stop to the school'),
    problem: text(
      'De la stație la școală se merge pe carosabil, lângă camioane. Toamna drumul e noroi, iar cărucioarele nu trec.',
      'From the bus stop to the school people walk on the road, beside lorries. In autumn it is mud, and no pram gets through.',
    ),
    solution: text(
      'Trotuar pavat de 160 de metri, borduri coborâte și patru rampe. Cu suma optimă ajungem până la grădiniță.',
      'A paved path of 160 metres, lowered kerbs and four ramps. With the optimum it reaches the kindergarten.',
    ),
    gains: text(
      '340 de elevi și toți cei care iau autobuzul.',
      '340 pupils and all who take the bus.',
    ),
    people: 1_150,
    lines: [
      ['works', 'Pavaj și borduri', 'Paving and kerbs', 160, 240, 'm', 3_800],
      ['works', 'Terasament și drenaj', 'Earthworks and drainage', 1, 1, 'contract', 98_000],
      ['goods', 'Rampe și marcaje', 'Ramps and markings', 4, 6, 'piece', 14_500],
      ['supervision', 'Supraveghere', 'Supervision', 1, 1, 'contract', 39_000],
      ['contingency', 'Rezervă pentru neprevăzute', 'Reserve for surprises', 1, 1, 'sum', 41_000],
    ],
    maintenance: { role: 'Serviciul comunal', yearlyMinor: 22_000, line: '6401' },
    output: {
      name: text('Metri de trotuar', 'Metres of pavement'),
      unit: 'metres',
      minimum: 160,
      optimum: 240,
    },
    outcome: {
      name: text('Elevi care vin pe jos, din 100', 'Pupils who come on foot, of 100'),
      unit: '%',
      baseline: 41,
      target: 75,
    },
    milestones: usualMilestones(
      text('Pavaj comandat, traseu trasat', 'Paving ordered, line marked out'),
      text('Jumătate din trotuar pavat', 'Half of the path paved'),
      text('Trotuar deschis până la școală', 'Path open as far as the school'),
    ),
  },
  bridge: {
    category: 'roads',
    picture: 'bridge',
    title: text('Punte peste pârâul de la moară', 'A footbridge over the mill stream'),
    problem: text(
      'Puntea a fost luată de apă în 2023. Din mahalaua de peste pârâu copiii ocolesc doi kilometri până la școală.',
      'The water took the footbridge in 2023. Children from beyond the stream walk two kilometres around it to school.',
    ),
    solution: text(
      'O punte din metal zincat cu podea de lemn și balustrade. Cu suma optimă este mai lată și intră și o bicicletă.',
      'A bridge of galvanised steel with a wooden deck and railings. With the optimum it is wider and takes a bicycle.',
    ),
    gains: text('86 de gospodării de peste pârâu.', '86 households beyond the stream.'),
    people: 290,
    lines: [
      ['works', 'Structură metalică', 'Steel structure', 12, 16, 'm', 29_000],
      ['works', 'Fundații', 'Foundations', 1, 1, 'contract', 145_000],
      ['goods', 'Podea din lemn tratat', 'Deck of treated wood', 24, 32, 'm2', 3_800],
      ['goods', 'Balustrade', 'Railings', 24, 32, 'm', 4_200],
      [
        'supervision',
        'Proiect și supraveghere',
        'Design and supervision',
        1,
        1,
        'contract',
        42_000,
      ],
      ['contingency', 'Rezervă pentru neprevăzute', 'Reserve for surprises', 1, 1, 'sum', 35_000],
    ],
    maintenance: { role: 'Serviciul comunal', yearlyMinor: 16_000, line: '6401' },
    output: {
      name: text('Metri de punte', 'Metres of bridge'),
      unit: 'metres',
      minimum: 12,
      optimum: 16,
    },
    outcome: {
      name: text('Treceri pe zi, numărate două zile', 'Crossings a day, counted on two days'),
      unit: 'crossings',
      baseline: 0,
      target: 120,
    },
    milestones: usualMilestones(
      text('Structura comandată, malurile măsurate', 'Structure ordered, banks surveyed'),
      text('Fundații turnate', 'Foundations cast'),
      text('Punte deschisă', 'Bridge open'),
    ),
  },
  toilets: {
    category: 'sanitation',
    picture: 'building',
    title: text('Toalete calde în școala primară', 'Warm toilets inside the primary school'),
    problem: text(
      'Toaletele sunt în curte, la 60 de metri, fără apă și fără ușă întreagă. Iarna fetele nu beau apă ca să nu iasă.',
      'The toilets stand in the yard, 60 metres away, without water or a whole door. In winter girls do not drink so as not to go.',
    ),
    solution: text(
      'Două încăperi încălzite în clădire, apă caldă, o cabină pentru scaun rulant. Cu suma optimă, încă una la etaj.',
      'Two heated rooms in the building, hot water, a cabin for a wheelchair. With the optimum, one more upstairs.',
    ),
    gains: text('184 de elevi și 19 angajați.', '184 pupils and 19 staff.'),
    people: 203,
    lines: [
      ['works', 'Încăperi placate', 'Tiled rooms', 2, 3, 'room', 148_000],
      ['goods', 'Vase, lavoare, boilere', 'Bowls, basins, boilers', 8, 12, 'piece', 16_800],
      ['works', 'Canalizare și fosă', 'Drains and tank', 1, 1, 'contract', 196_000],
      ['goods', 'Cabină accesibilă', 'Accessible cabin', 1, 1, 'piece', 64_000],
      ['supervision', 'Supraveghere', 'Supervision', 1, 1, 'contract', 38_000],
      ['contingency', 'Rezervă pentru neprevăzute', 'Reserve for surprises', 1, 1, 'sum', 39_000],
    ],
    maintenance: { role: 'Administratorul școlii', yearlyMinor: 29_000, line: '0902' },
    output: {
      name: text('Toalete în folosință', 'Toilets in use'),
      unit: 'toilets',
      minimum: 8,
      optimum: 12,
    },
    outcome: {
      name: text('Elevi mulțumiți, din 100', 'Pupils content with them, of 100'),
      unit: '%',
      baseline: 6,
      target: 85,
    },
    milestones: usualMilestones(
      text('Contract semnat, încăperi golite', 'Contract signed, rooms cleared'),
      text('Apă și canalizare trase', 'Water and drains laid'),
      text('Toalete deschise și încălzite', 'Toilets open and heated'),
    ),
  },
  dayroom: {
    category: 'social_care',
    title: text(
      'Casă de zi pentru bătrânii satului',
      'A day house for the old people of the village',
    ),
    problem: text(
      'Copiii lor sunt plecați. 74 de oameni de peste 70 de ani stau singuri toată ziua; medicul vine o dată pe lună.',
      'Their children have left. 74 people over 70 are alone all day; the doctor comes once a month.',
    ),
    solution: text(
      'Renovăm casa de lângă primărie: încălzire, mese, paturi pentru odihnă, o rampă. Cu suma optimă, loc pentru 20.',
      'We renovate the house beside the town hall: heating, tables, beds to rest, a ramp. With the optimum, room for 20.',
    ),
    gains: text(
      '74 de bătrâni și familiile lor plecate.',
      '74 old people and their families abroad.',
    ),
    people: 160,
    lines: [
      ['works', 'Renovarea casei', 'Renovation of the house', 1, 1, 'contract', 310_000],
      ['goods', 'Mobilier și paturi', 'Furniture and beds', 14, 20, 'piece', 11_000],
      ['works', 'Încălzire', 'Heating', 1, 1, 'contract', 215_000],
      ['works', 'Rampă', 'Ramp', 1, 1, 'piece', 78_000],
      ['services', 'Instruirea îngrijitoarelor', 'Training of carers', 6, 10, 'day', 9_000],
      ['contingency', 'Rezervă pentru neprevăzute', 'Reserve for surprises', 1, 1, 'sum', 42_000],
    ],
    maintenance: { role: 'Asistenta socială', yearlyMinor: 54_000, line: '1001' },
    output: { name: text('Locuri', 'Places'), unit: 'places', minimum: 14, optimum: 20 },
    outcome: {
      name: text('Oameni pe zi, numărați două zile', 'People a day, counted on two days'),
      unit: 'people',
      baseline: 0,
      target: 14,
    },
    milestones: usualMilestones(
      text('Materiale cumpărate', 'Materials bought'),
      text('Încălzire pornită, rampă turnată', 'Heating on, ramp cast'),
      text('Casa deschisă cinci zile pe săptămână', 'House open five days a week'),
    ),
  },
} as const satisfies Record<string, Template>;
