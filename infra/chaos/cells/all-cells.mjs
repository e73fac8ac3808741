// Seven cut points times the operations that move money.
import { bankCells } from './bank-cells.mjs';
import { providerCells } from './provider-cells.mjs';

/** Those that move the date come last: what they leave behind is weeks older. @returns {import('./cut-points.mjs').Cell[]} */
export function allCells() {
  return [...providerCells(), ...bankCells()].sort(
    (a, b) => Number(a.takesWeek) - Number(b.takesWeek),
  );
}
