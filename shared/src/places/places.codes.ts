export const PLACE_CODES = { 'places.unknown': 'missing' } as const;
