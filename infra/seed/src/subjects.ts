import type { CategoryCode } from '@vatra/shared/projects/categories';
import type { Palette } from './palettes.js';
import { GROUND } from './scenery.js';

export type When = 'before' | 'during' | 'after';

type Draw = (palette: Palette, when: When) => string;

const plant: Draw = (palette, when) => building(palette, when) + panels(palette, when);

/** What the project is about, in the foreground. */
const PICTURES = {
  building,
  bridge,
  containers,
  lighting: (palette, when) => road(palette) + lamps(palette, when),
  pavement,
  plant,
  playground,
  well,
} as const satisfies Record<string, Draw>;

export type Picture = keyof typeof PICTURES;

/** A house where no other picture fits. */
const OF_CATEGORY: Partial<Record<CategoryCode, Picture>> = {
  street_lighting: 'lighting',
  water: 'well',
  sanitation: 'well',
  sport_recreation: 'playground',
  environment: 'playground',
  energy: 'plant',
  waste: 'containers',
  roads: 'pavement',
};

export function pictureOf(category: CategoryCode): Picture {
  return OF_CATEGORY[category] ?? 'building';
}

export function subject(picture: Picture, palette: Palette, when: When): string {
  return PICTURES[picture](palette, when);
}

function road(palette: Palette): string {
  return `<path d="M560 ${String(GROUND)} L720 ${String(GROUND)} L1120 800 L160 800Z" fill="${palette.line}" opacity=".45"/><path d="M636 ${String(GROUND + 10)} L630 800 M644 ${String(GROUND + 10)} L660 800" stroke="${palette.sky[0]}" stroke-width="3" stroke-dasharray="26 22" opacity=".7"/>`;
}

function lamps(palette: Palette, when: When): string {
  if (when === 'before') {
    return [330, 470, 800, 960]
      .map((x, index) => post(x, 300 - index * 6, palette, false))
      .join('');
  }
  const count = when === 'during' ? 2 : 4;
  return [330, 470, 800, 960].map((x, index) => post(x, 290, palette, index < count)).join('');
}

function post(x: number, top: number, palette: Palette, isLit: boolean): string {
  const glow = isLit
    ? `<ellipse cx="${String(x + 46)}" cy="${String(GROUND + 70)}" rx="120" ry="32" fill="${palette.accent}" opacity=".35"/><circle cx="${String(x + 46)}" cy="${String(top + 12)}" r="46" fill="${palette.accent}" opacity=".4"/><circle cx="${String(x + 46)}" cy="${String(top + 12)}" r="13" fill="${palette.accent}"/>`
    : '';
  return `<path d="M${String(x)} ${String(GROUND + 70)} V${String(top)} h46" fill="none" stroke="${palette.line}" stroke-width="9"/>${glow}`;
}

function well(palette: Palette, when: When): string {
  const water =
    when === 'after'
      ? `<path d="M758 610 q26 6 30 52 v56" fill="none" stroke="#4f93b8" stroke-width="14" stroke-linecap="round"/><ellipse cx="788" cy="730" rx="70" ry="16" fill="#4f93b8" opacity=".7"/>`
      : '';
  const roof =
    when === 'before'
      ? ''
      : `<path d="M520 470 L640 392 L760 470Z" fill="${palette.roof}"/><path d="M548 470 V620 M732 470 V620" stroke="${palette.line}" stroke-width="14"/>`;
  return `${roof}<rect x="556" y="596" width="168" height="120" rx="10" fill="${palette.wall}" stroke="${palette.line}" stroke-width="6"/><ellipse cx="640" cy="598" rx="84" ry="20" fill="${palette.line}"/>${when === 'before' ? `<path d="M556 650 l60 20 M700 640 l-40 40" stroke="${palette.line}" stroke-width="5"/>` : `<path d="M700 600 h60" stroke="${palette.accent}" stroke-width="14"/>`}${water}`;
}

function playground(palette: Palette, when: When): string {
  if (when === 'before') {
    return `<path d="M420 720 L470 560 M470 560 L520 720 M470 566 H760" stroke="${palette.line}" stroke-width="10" fill="none"/><path d="M560 570 v90" stroke="${palette.line}" stroke-width="5" stroke-dasharray="12 9"/>`;
  }
  const slide =
    when === 'after'
      ? `<path d="M860 520 V720 M920 520 V720" stroke="${palette.line}" stroke-width="10"/><path d="M920 530 q90 30 130 180" fill="none" stroke="${palette.accent}" stroke-width="24" stroke-linecap="round"/><path d="M850 520 l40 -46 l40 46Z" fill="${palette.roof}"/>`
      : '';
  return `<ellipse cx="640" cy="735" rx="470" ry="40" fill="${palette.green}" opacity=".6"/><path d="M380 730 L440 520 L500 730 M700 730 L640 520 M640 520 L580 730 M440 526 H640" stroke="${palette.accent}" stroke-width="13" fill="none" stroke-linejoin="round"/><path d="M490 530 v120 M530 530 v120" stroke="${palette.line}" stroke-width="5"/><rect x="482" y="648" width="56" height="13" fill="${palette.roof}"/>${slide}`;
}

function building(palette: Palette, when: When): string {
  const windows = [440, 550, 690, 800]
    .map(
      (x) =>
        `<rect x="${String(x)}" y="520" width="72" height="92" fill="${when === 'before' ? palette.line : palette.window}" stroke="${palette.wall}" stroke-width="${when === 'before' ? '3' : '9'}"/>`,
    )
    .join('');
  const scaffold =
    when === 'during'
      ? `<path d="M380 470 V740 M640 440 V740 M910 470 V740 M370 560 H920 M370 650 H920" stroke="${palette.roof}" stroke-width="7"/>`
      : '';
  const cracks =
    when === 'before'
      ? `<path d="M420 490 l30 40 l-16 34 M860 640 l-26 -46" stroke="${palette.line}" stroke-width="5" fill="none"/>`
      : `<circle cx="640" cy="420" r="22" fill="${palette.accent}"/>`;
  return `<rect x="390" y="470" width="510" height="270" fill="${palette.wall}" stroke="${palette.line}" stroke-width="5"/><path d="M360 474 L645 360 L930 474Z" fill="${palette.roof}"/>${windows}<rect x="612" y="628" width="68" height="112" fill="${palette.roof}"/>${cracks}${scaffold}`;
}

function panels(palette: Palette, when: When): string {
  if (when === 'before') return '';
  const count = when === 'during' ? 3 : 6;
  return Array.from(
    { length: count },
    (_, index) =>
      `<path d="M${String(440 + index * 66)} ${String(446 - (index < 3 ? index * 22 : (5 - index) * 22))} l52 -18 l14 26 l-52 18Z" fill="#2d4f7c" stroke="${palette.sky[0]}" stroke-width="3"/>`,
  ).join('');
}

function containers(palette: Palette, when: When): string {
  if (when === 'before') {
    return `<path d="M440 720 q60 -90 140 -40 q70 -80 150 0 q60 -40 110 40Z" fill="${palette.line}" opacity=".7"/>`;
  }
  return ['#3f7d58', '#2d6b9c', '#c9a227', palette.accent]
    .slice(0, when === 'during' ? 2 : 4)
    .map(
      (colour, index) =>
        `<g><rect x="${String(400 + index * 130)}" y="610" width="104" height="120" rx="8" fill="${colour}"/><rect x="${String(394 + index * 130)}" y="594" width="116" height="22" rx="6" fill="${palette.line}"/></g>`,
    )
    .join('');
}

function pavement(palette: Palette, when: When): string {
  const carriageway = `<path d="M520 ${String(GROUND)} L700 ${String(GROUND)} L1180 800 L300 800Z" fill="${palette.line}" opacity=".5"/><path d="M606 ${String(GROUND + 10)} L690 800 M616 ${String(GROUND + 10)} L724 800" stroke="${palette.sky[0]}" stroke-width="4" stroke-dasharray="30 26" opacity=".7"/>`;
  if (when === 'before') {
    const puddles = [
      [330, 640, 62],
      [180, 720, 96],
      [420, 600, 36],
    ] as const;
    return (
      carriageway +
      puddles
        .map(
          ([x, y, r]) =>
            `<ellipse cx="${String(x)}" cy="${String(y)}" rx="${String(r)}" ry="${String(r / 5)}" fill="${palette.water}"/>`,
        )
        .join('')
    );
  }
  const edge = when === 'during' ? 700 : 800;
  const path = `<path d="M470 ${String(GROUND)} L514 ${String(GROUND)} L${String(when === 'during' ? 380 : 284)} ${String(edge)} L${String(when === 'during' ? 190 : -10)} ${String(edge)}Z" fill="${palette.path}"/><path d="M514 ${String(GROUND)} L${String(when === 'during' ? 380 : 284)} ${String(edge)}" stroke="${palette.wall}" stroke-width="9"/>`;
  const people =
    when === 'after' ? person(palette, 330, 700, 1.2) + person(palette, 396, 690, 0.8) : '';
  return carriageway + path + people;
}

function bridge(palette: Palette, when: When): string {
  const stream = `<path d="M560 ${String(GROUND)} Q500 640 620 690 T600 800 H1010 Q880 720 800 660 T700 ${String(GROUND)}Z" fill="${palette.water}"/>`;
  const banks = `<path d="M380 690 h70 v24 h-70Z M880 690 h70 v24 h-70Z" fill="${palette.line}" opacity=".75"/>`;
  if (when === 'before') {
    return `${stream}${banks}<path d="M450 694 l70 30 M880 694 l-52 40" stroke="${palette.line}" stroke-width="10"/>`;
  }
  const deck = when === 'during' ? 260 : 470;
  const rails =
    when === 'after'
      ? `<path d="M420 640 H910 M420 664 H910" stroke="${palette.accent}" stroke-width="7"/><path d="${Array.from({ length: 8 }, (_, index) => `M${String(430 + index * 68)} 636 V694`).join(' ')}" stroke="${palette.accent}" stroke-width="7"/>${person(palette, 640, 692, 1)}${person(palette, 706, 692, 0.75)}`
      : '';
  return `${stream}${banks}<path d="M430 690 h${String(deck)} v16 h-${String(deck)}Z" fill="${palette.roof}"/><path d="M440 706 Q665 640 890 706" fill="none" stroke="${palette.line}" stroke-width="8"/>${rails}`;
}

/** Somebody on the way, standing at x, y. */
function person(palette: Palette, x: number, y: number, size: number): string {
  return `<g transform="translate(${String(x)} ${String(y)}) scale(${String(size)})"><circle cy="-70" r="11" fill="${palette.line}"/><path d="M-13 -56 h26 l6 32 h-10 v24 h-18 v-24 h-10Z" fill="${palette.accent}"/></g>`;
}
