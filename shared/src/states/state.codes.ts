export const STATE_CODES = { 'state.move-not-allowed': 'conflict' } as const;
