import type { PictureWidth } from '../../platform/files/picture.js';

/** Keys of the file store are made of our ids alone; no name of a person ever becomes a path. */
export function originalKey(id: string): string {
  return `originals/${id}`;
}

export function copyKey(id: string, width: PictureWidth): string {
  return `copies/${id}-${String(width)}.webp`;
}
