// How long it takes to read the books when they have a million lines.
import { runOneSpec } from '../local/one-spec.mjs';

/** @param {{ lines: string }} flags */
export function main({ lines }) {
  return runOneSpec('src/verify/grown-books', { TEST_LEDGER_LINES: lines }, ['--verbose']);
}
