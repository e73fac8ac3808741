/** Where to go after signing in: a path of this site only, never an address of another one. */
export function nextPath(next: unknown): string | null {
  return typeof next === 'string' && /^\/(?:ro|en)(?:\/[\w\-./?=&%]*)?$/.test(next) ? next : null;
}
