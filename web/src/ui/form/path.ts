type Holder = Record<string, unknown>;

/** The value at `lines.0.amountMinor` below `root`. */
export function valueAt(root: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((holder, key) => (isHolder(holder) ? holder[key] : undefined), root);
}

/** Sets the value at `path`, making the objects and lists on the way. */
export function setValueAt(root: object, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop();
  if (last === undefined) return;
  let holder = root as Holder;
  keys.forEach((key, index) => {
    const next = holder[key];
    if (!isHolder(next)) holder[key] = /^\d+$/.test(keys[index + 1] ?? last) ? [] : {};
    holder = holder[key] as Holder;
  });
  holder[last] = value;
}

/** `/lines/0/amountMinor` of a problem to `lines.0.amountMinor` of the form. */
export function pathOfPointer(pointer: string): string {
  return pointer
    .split('/')
    .filter((key) => key !== '')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}
