import sharp from 'sharp';
import type { CategoryCode } from '@vatra/shared/projects/categories';
import { Random } from './random.js';

const WIDTH = 1280;
const HEIGHT = 800;
const GROUND = 560;

interface Palette {
  readonly sky: readonly [string, string];
  readonly far: string;
  readonly near: string;
  readonly ground: string;
  readonly wall: string;
  readonly roof: string;
  readonly window: string;
  readonly line: string;
  readonly accent: string;
  readonly green: string;
}

/** Before the work everything is one blue ink; the result gets its colour (visual language, 4). */
const INK: Palette = {
  sky: ['#dbe5ee', '#b9cbdb'],
  far: '#9bb3c9',
  near: '#7f9cb7',
  ground: '#6685a5',
  wall: '#c5d4e1',
  roof: '#4d7197',
  window: '#3c6189',
  line: '#2b5078',
  accent: '#2b5078',
  green: '#6c8cab',
};

const DAYLIGHT: Palette = {
  sky: ['#f7ecd7', '#a9cde0'],
  far: '#b8c9a4',
  near: '#8fae7c',
  ground: '#c9b58c',
  wall: '#f4efe3',
  roof: '#a65a3a',
  window: '#5b87a6',
  line: '#3b4a52',
  accent: '#c9542b',
  green: '#5f8f57',
};

const DUSK: Palette = {
  sky: ['#24324f', '#8a6d7f'],
  far: '#3a4a63',
  near: '#2f3f52',
  ground: '#4a4a46',
  wall: '#5c6470',
  roof: '#38404c',
  window: '#f3c766',
  line: '#1d2733',
  accent: '#f5d37f',
  green: '#3d5648',
};

/** A drawn scene in place of a photograph, as a JPEG; the same for the same place and category. */
export async function drawing(
  category: CategoryCode,
  when: 'before' | 'during' | 'after',
  seed: number,
): Promise<Buffer> {
  const random = new Random(seed);
  const palette = paletteOf(category, when);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(HEIGHT)}" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}">
    ${landscape(palette, random)}
    ${village(palette, random)}
    ${subject(category, palette, when)}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}

function paletteOf(category: CategoryCode, when: string): Palette {
  if (when === 'before') return INK;
  return category === 'street_lighting' ? DUSK : DAYLIGHT;
}

function landscape(palette: Palette, random: Random): string {
  const hills = (base: number, height: number, colour: string) => {
    const points: string[] = [];
    for (let x = 0; x <= WIDTH; x += 160) {
      points.push(`${String(x)} ${String(base - random.whole(0, height))}`);
    }
    return `<path d="M0 ${String(HEIGHT)} L${points.join(' L')} L${String(WIDTH)} ${String(HEIGHT)}Z" fill="${colour}" stroke="${colour}" stroke-width="60" stroke-linejoin="round"/>`;
  };
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.sky[1]}"/><stop offset="1" stop-color="${palette.sky[0]}"/></linearGradient></defs>
    <rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="url(#sky)"/>
    <circle cx="${String(random.whole(820, 1120))}" cy="${String(random.whole(110, 190))}" r="46" fill="${palette.sky[0]}" opacity=".8"/>
    ${hills(400, 110, palette.far)}${hills(480, 80, palette.near)}
    <rect y="${String(GROUND)}" width="${String(WIDTH)}" height="${String(HEIGHT - GROUND)}" fill="${palette.ground}"/>`;
}

function village(palette: Palette, random: Random): string {
  const houses: string[] = [];
  for (let x = 30; x < WIDTH; x += random.whole(170, 260)) {
    const width = random.whole(90, 130);
    const top = GROUND - random.whole(60, 84);
    houses.push(`<g><rect x="${String(x)}" y="${String(top)}" width="${String(width)}" height="${String(GROUND - top)}" fill="${palette.wall}"/>
      <path d="M${String(x - 12)} ${String(top)} L${String(x + width / 2)} ${String(top - 52)} L${String(x + width + 12)} ${String(top)}Z" fill="${palette.roof}"/>
      <rect x="${String(x + 16)}" y="${String(top + 18)}" width="22" height="26" fill="${palette.window}"/>
      <rect x="${String(x + width - 40)}" y="${String(top + 18)}" width="22" height="26" fill="${palette.window}"/></g>`);
    if (random.next() < 0.6) {
      houses.push(
        `<g fill="${palette.green}"><rect x="${String(x + width + 28)}" y="${String(GROUND - 70)}" width="9" height="70" fill="${palette.roof}"/><circle cx="${String(x + width + 32)}" cy="${String(GROUND - 88)}" r="34"/></g>`,
      );
    }
  }
  return houses.join('');
}

type When = 'before' | 'during' | 'after';

type Draw = (palette: Palette, when: When) => string;

const plant: Draw = (palette, when) => building(palette, when) + panels(palette, when);

/** The thing the project is about, in the foreground; a house where no other picture fits. */
const SUBJECTS: Partial<Record<CategoryCode, Draw>> = {
  street_lighting: (palette, when) => road(palette) + lamps(palette, when),
  water: well,
  sanitation: well,
  sport_recreation: playground,
  environment: playground,
  energy: plant,
  waste: containers,
  roads: road,
};

function subject(category: CategoryCode, palette: Palette, when: When): string {
  return (SUBJECTS[category] ?? building)(palette, when);
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
