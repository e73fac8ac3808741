import { edgesOf, type StateTable } from '../../src/states/state-table.js';

/** The moves of a table as "from -> to", in alphabetical order. */
export function movesOf(table: StateTable<string>): string[] {
  return edgesOf(table)
    .map(([from, to]) => `${from} -> ${to}`)
    .sort();
}

/** The same from lines as the rule book prints them: "from -> to | other". */
export function movesIn(lines: string): string[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [from = '', targets = ''] = line.trim().split(' -> ');
      return targets.split(' | ').map((to) => `${from} -> ${to}`);
    })
    .sort();
}

/** The states nothing leaves, in alphabetical order. */
export function endsOf(table: StateTable<string>): string[] {
  return Object.keys(table)
    .filter((state) => table[state]?.length === 0)
    .sort();
}
