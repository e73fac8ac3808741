// Nobody acts: some minutes go by, and with them what the product does of itself.

const MINUTE_MS = 60_000;
/** A page that came late is looked for after five. */
const UNTIL_LATE_PAGES_ARE_CLOSED = 6;

/** @param {import('./promised.mjs').Stage} stage @returns {Promise<import('./promised.mjs').Promised>} */
export async function letMinutesPass({ scene: { world } }) {
  const now = await world.now();
  await world.moveTo(new Date(now.getTime() + UNTIL_LATE_PAGES_ARE_CLOSED * MINUTE_MS));
  return { what: 'some minutes', isKept: () => Promise.resolve(true) };
}
