export const CLOCK_CODES = {
  'clock.not-later': 'invalid',
  'clock.already-moving': 'conflict',
  'clock.move-unknown': 'missing',
} as const;
