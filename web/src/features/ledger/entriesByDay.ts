/** Lines of the books under the day they count for, in the order they came. */
export function entriesByDay<Entry extends { readonly valueDate: string }>(
  entries: readonly Entry[],
): [day: string, entries: Entry[]][] {
  const days: [string, Entry[]][] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    if (last?.[0] === entry.valueDate) last[1].push(entry);
    else days.push([entry.valueDate, [entry]]);
  }
  return days;
}
