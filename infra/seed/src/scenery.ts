import type { Palette } from './palettes.js';
import type { Random } from './random.js';

export const WIDTH = 1280;
export const HEIGHT = 800;
/** Where the village stands. */
export const GROUND = 560;

/** Sky, hills, vines, poplars and the village: another place for another number. */
export function scenery(palette: Palette, random: Random): string {
  const hasVines = random.next() < 0.6;
  return [
    sky(palette, random),
    hill(palette.far, random, { base: 400, height: 130 }),
    hill(palette.near, random, { base: 490, height: 90 }),
    hasVines ? vines(palette, random) : '',
    poplars(palette, random),
    village(palette, random),
    `<rect y="${String(GROUND)}" width="${String(WIDTH)}" height="${String(HEIGHT - GROUND)}" fill="${palette.ground}"/>`,
    fence(palette, random),
  ].join('');
}

function sky(palette: Palette, random: Random): string {
  const x = String(random.whole(180, 1120));
  const y = String(random.whole(90, 180));
  const radius = String(random.whole(34, 58));
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.sky[1]}"/><stop offset="1" stop-color="${palette.sky[0]}"/></linearGradient></defs>
    <rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="url(#sky)"/>
    <circle cx="${x}" cy="${y}" r="${radius}" fill="#fff6e0" opacity=".6"/>`;
}

/** A soft ridge through points that rise and fall. */
function hill(colour: string, random: Random, at: { base: number; height: number }): string {
  const step = random.pick([160, 213, 256, 320]);
  let path = `M0 ${String(HEIGHT)} V${String(at.base - random.whole(0, at.height))}`;
  for (let x = step; x <= WIDTH + step; x += step) {
    path += ` S${String(x - step / 3)} ${String(at.base - random.whole(0, at.height))} ${String(x)} ${String(at.base - random.whole(0, at.height))}`;
  }
  return `<path d="${path} V${String(HEIGHT)}Z" fill="${colour}"/>`;
}

/** Rows of vines on the slope behind the village. */
function vines(palette: Palette, random: Random): string {
  const from = random.whole(-80, 520);
  const rows = Array.from({ length: 7 }, (_, index) => {
    const x = from + index * 92;
    return `<path d="M${String(x)} ${String(GROUND)} Q${String(x + 60)} ${String(GROUND - 60)} ${String(x + 190)} ${String(GROUND - 96)}"/>`;
  });
  return `<g fill="none" stroke="${palette.green}" stroke-width="9" stroke-linecap="round" opacity=".55">${rows.join('')}</g>`;
}

function poplars(palette: Palette, random: Random): string {
  const from = random.pick([40, 150, 900, 1_060]);
  const count = random.whole(2, 5);
  const trees = Array.from({ length: count }, (_, index) => {
    const height = random.whole(150, 250);
    const x = from + index * random.whole(44, 62);
    return `<ellipse cx="${String(x)}" cy="${String(GROUND - height / 2)}" rx="17" ry="${String(height / 2)}"/>`;
  });
  return `<g fill="${palette.green}">${trees.join('')}</g>`;
}

function village(palette: Palette, random: Random): string {
  const churchAt = random.next() < 0.55 ? random.whole(120, 1_040) : -1;
  const parts: string[] = [];
  for (let x = random.whole(-20, 60); x < WIDTH; x += random.whole(150, 250)) {
    parts.push(house(palette, random, x));
    if (random.next() < 0.5) parts.push(tree(palette, random, x + 150));
  }
  return (churchAt < 0 ? '' : church(palette, churchAt)) + parts.join('');
}

function house(palette: Palette, random: Random, x: number): string {
  const width = random.whole(88, 140);
  const top = GROUND - random.whole(54, 78);
  const peak = random.whole(38, 60);
  const hip = random.next() < 0.4 ? width / 4 : 0;
  const left = String(x + width / 2 - hip);
  const right = String(x + width / 2 + hip);
  const windows = [x + 16, x + width - 38]
    .map(
      (at) =>
        `<rect x="${String(at)}" y="${String(top + 16)}" width="22" height="26" fill="${palette.window}" stroke="${palette.sky[0]}" stroke-width="3"/>`,
    )
    .join('');
  return `<g><rect x="${String(x + width * 0.7)}" y="${String(top - peak)}" width="13" height="${String(peak)}" fill="${palette.line}" opacity=".7"/>
    <rect x="${String(x)}" y="${String(top)}" width="${String(width)}" height="${String(GROUND - top)}" fill="${palette.wall}"/>
    <path d="M${String(x - 12)} ${String(top)} L${left} ${String(top - peak)} H${right} L${String(x + width + 12)} ${String(top)}Z" fill="${palette.roof}"/>${windows}</g>`;
}

function tree(palette: Palette, random: Random, x: number): string {
  const radius = random.whole(24, 40);
  return `<g fill="${palette.green}"><rect x="${String(x - 4)}" y="${String(GROUND - 66)}" width="9" height="66" fill="${palette.line}" opacity=".6"/><circle cx="${String(x)}" cy="${String(GROUND - 60 - radius)}" r="${String(radius)}"/><circle cx="${String(x + 18)}" cy="${String(GROUND - 50 - radius)}" r="${String(radius * 0.7)}"/></g>`;
}

function church(palette: Palette, x: number): string {
  const at = (dx: number) => String(x + dx);
  return `<g><rect x="${at(40)}" y="450" width="110" height="110" fill="${palette.wall}"/><path d="M${at(30)} 452 L${at(95)} 410 L${at(160)} 452Z" fill="${palette.roof}"/>
    <rect x="${at(0)}" y="390" width="52" height="170" fill="${palette.wall}"/><path d="M${at(-5)} 392 Q${at(26)} 300 ${at(57)} 392Z" fill="${palette.roof}"/>
    <path d="M${at(26)} 338 V306 M${at(17)} 318 H${at(35)}" stroke="${palette.line}" stroke-width="5"/>
    <path d="M${at(18)} 450 v-26 a8 8 0 0 1 16 0 v26Z" fill="${palette.window}"/></g>`;
}

function fence(palette: Palette, random: Random): string {
  if (random.next() < 0.5) return '';
  const isLeft = random.next() < 0.5;
  const from = isLeft ? -10 : 930;
  const posts = Array.from({ length: 12 }, (_, index) => {
    const x = from + index * 31;
    return `M${String(x)} 640 v-52 l8 -10 l8 10 v52Z`;
  });
  return `<g fill="${palette.path}"><path d="${posts.join(' ')}"/><path d="M${String(from)} 598 h360 v8 h-360Z M${String(from)} 622 h360 v8 h-360Z"/></g>`;
}
