// Seven cut points times the operations that move money.
import { bankCells } from './bank-cells.mjs';
import { disputeCells, providerCells, sweepCells } from './provider-cells.mjs';

/** In an order in which none leaves behind what hinders the next. @returns {import('./cut-points.mjs').Cell[]} */
export function allCells() {
  return [...providerCells(), ...bankCells(), ...disputeCells(), ...sweepCells()];
}
