// What the person sees while something slow happens: what it is, and how long it has been at it.
const REPEAT_MS = 15_000;
const TICK_MS = 250;

/** @type {Set<string>} labels now under way, so that overlapping steps share one line */
const underWay = new Set();

// Whoever read our lines may go away (npm start | head); the product goes on without a reader.
process.stdout.on('error', () => undefined);

/** @param {number} ms */
export function seconds(ms) {
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

const live = () => Boolean(process.stdout.isTTY) && !process.env.CI && !process.env.VERBOSE;

/** @param {string} line */
export function say(line = '') {
  if (live() && underWay.size > 0) process.stdout.write('\r\x1b[2K');
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one slow step and reports it; a failed step is reported too and thrown on.
 *
 * @template T
 * @param {string} label
 * @param {(detail: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const began = performance.now();
  let detail = '';
  const elapsed = () => seconds(performance.now() - began);
  const text = () => (detail ? `${label} (${detail})` : label);
  underWay.add(label);
  const timer = live()
    ? setInterval(() => process.stdout.write(`\r\x1b[2K  … ${text()} ${elapsed()}`), TICK_MS)
    : setInterval(() => say(`  … ${text()} ${elapsed()}`), REPEAT_MS);
  timer.unref();
  try {
    const result = await work((now) => (detail = now));
    say(`  ✓ ${label.padEnd(44)} ${elapsed()}`);
    return result;
  } catch (error) {
    say(`  ✗ ${label.padEnd(44)} ${elapsed()}`);
    throw error;
  } finally {
    clearInterval(timer);
    underWay.delete(label);
  }
}
