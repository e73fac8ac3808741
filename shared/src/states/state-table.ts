/**
 * A life cycle as data: for each state the states it may move to. The api enforces it, the database
 * refuses edges outside it, the web shows only what it allows, the docs print it.
 */
export type StateTable<State extends string> = Readonly<Record<State, readonly State[]>>;

export function canMove<State extends string>(
  table: StateTable<State>,
  from: State,
  to: State,
): boolean {
  return table[from].includes(to);
}

/** States nothing leaves. */
export function isFinal<State extends string>(table: StateTable<State>, state: State): boolean {
  return table[state].length === 0;
}

export function statesOf<State extends string>(table: StateTable<State>): State[] {
  return Object.keys(table) as State[];
}

/** Every permitted edge, for the database's own list and for the docs. */
export function edgesOf<State extends string>(table: StateTable<State>): [State, State][] {
  return statesOf(table).flatMap((from) => table[from].map((to): [State, State] => [from, to]));
}
