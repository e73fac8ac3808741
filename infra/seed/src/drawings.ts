import sharp from 'sharp';
import { DAYLIGHT, DUSK, INK, type Palette } from './palettes.js';
import { Random } from './random.js';
import { HEIGHT, WIDTH, scenery } from './scenery.js';
import { subject, type Picture, type When } from './subjects.js';

/** A drawn scene in place of a photograph, as a JPEG; the same for the same number and picture. */
export async function drawing(picture: Picture, when: When, seed: number): Promise<Buffer> {
  const palette = paletteOf(picture, when);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(HEIGHT)}" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}">
    ${scenery(palette, new Random(seed))}
    ${subject(picture, palette, when)}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}

function paletteOf(picture: Picture, when: When): Palette {
  if (when === 'before') return INK;
  return picture === 'lighting' ? DUSK : DAYLIGHT;
}
