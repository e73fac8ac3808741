/** Colours of one drawn scene. */
export interface Palette {
  readonly sky: readonly [light: string, deep: string];
  readonly far: string;
  readonly near: string;
  readonly ground: string;
  readonly path: string;
  readonly wall: string;
  readonly roof: string;
  readonly window: string;
  readonly line: string;
  readonly accent: string;
  readonly green: string;
  readonly water: string;
}

/** Before the work everything is one blue ink; the result gets its colour (visual language, 4). */
export const INK: Palette = {
  sky: ['#dbe5ee', '#b9cbdb'],
  far: '#9bb3c9',
  near: '#7f9cb7',
  ground: '#6685a5',
  path: '#8ea8c0',
  wall: '#c5d4e1',
  roof: '#4d7197',
  window: '#3c6189',
  line: '#2b5078',
  accent: '#2b5078',
  green: '#587a9d',
  water: '#a9c0d4',
};

export const DAYLIGHT: Palette = {
  sky: ['#f7ecd7', '#a9cde0'],
  far: '#b8c9a4',
  near: '#8fae7c',
  ground: '#c9b58c',
  path: '#ded0b0',
  wall: '#f4efe3',
  roof: '#a65a3a',
  window: '#5b87a6',
  line: '#3b4a52',
  accent: '#c9542b',
  green: '#5f8f57',
  water: '#6aa3c0',
};

export const DUSK: Palette = {
  sky: ['#24324f', '#8a6d7f'],
  far: '#3a4a63',
  near: '#2f3f52',
  ground: '#4a4a46',
  path: '#605c54',
  wall: '#5c6470',
  roof: '#38404c',
  window: '#f3c766',
  line: '#1d2733',
  accent: '#f5d37f',
  green: '#3d5648',
  water: '#4b647c',
};
