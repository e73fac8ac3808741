import sharp, { type Sharp } from 'sharp';
import { exifTakenAt } from './exif-time.js';

/** Widths a picture is offered in; the larger one is what is shown when nothing is asked. */
export const PICTURE_WIDTHS = [1600, 720] as const;
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];

const PIXELS_MAX = 60_000_000;
const SECONDS_MAX = 20;
const QUALITY = 80;

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly takenAt: Date | null;
  /** 64 bits that stay alike when a picture is scaled or saved again; null for one plain colour. */
  readonly likeness: string | null;
  /** Public copies without any metadata, by width. */
  readonly copies: ReadonlyMap<PictureWidth, Buffer>;
}

/** The bytes do not decode to one still picture of a sane size. */
export class PictureUnreadable extends Error {
  override readonly name = 'PictureUnreadable';
}

// Pictures are rare beside requests: one at a time leaves the processor to the others.
sharp.concurrency(1);

/** @throws PictureUnreadable */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  try {
    const metadata = await open(bytes).metadata();
    if ((metadata.pages ?? 1) > 1) throw new PictureUnreadable();
    const copies = new Map<PictureWidth, Buffer>();
    for (const width of PICTURE_WIDTHS) copies.set(width, await copyOf(bytes, width));
    const largest = await sharp(copies.get(PICTURE_WIDTHS[0])).metadata();
    return {
      width: largest.width,
      height: largest.height,
      takenAt: metadata.exif === undefined ? null : exifTakenAt(metadata.exif),
      likeness: await likenessOf(bytes),
      copies,
    };
  } catch (error) {
    throw error instanceof PictureUnreadable ? error : new PictureUnreadable();
  }
}

function open(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 }).timeout({
    seconds: SECONDS_MAX,
  });
}

/** Decoded, turned upright, made smaller and encoded anew: nothing of the upload's wrapping stays. */
function copyOf(bytes: Buffer, width: PictureWidth): Promise<Buffer> {
  return open(bytes)
    .rotate()
    .resize({ width, height: width, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer();
}

/** Difference hash: whether each of 8 x 8 grey fields is brighter than its neighbour. */
async function likenessOf(bytes: Buffer): Promise<string | null> {
  const [columns, rows] = [9, 8];
  const grey = await open(bytes)
    .rotate()
    .greyscale()
    .resize(columns, rows, { fit: 'fill' })
    .raw()
    .toBuffer();
  let bits = '';
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column;
      bits += (grey[at] ?? 0) > (grey[at + 1] ?? 0) ? '1' : '0';
    }
  }
  if (!bits.includes('1')) return null;
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}
