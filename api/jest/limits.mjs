/** Integration tests sign people up and live through months; on a busy machine that takes its time. */
export const TEST_LIMIT_MS = 60_000;
