import { API_BASE, OPERATIONS, type OperationRow } from '@vatra/shared/policy/policy';

interface KnownPath {
  readonly method: string;
  readonly pattern: RegExp;
}

const KNOWN: readonly KnownPath[] = Object.values<OperationRow>(OPERATIONS).map((row) => ({
  method: row.method,
  pattern: new RegExp(`^${API_BASE}${row.path.replace(/:[A-Za-z]+/g, '[^/]+')}$`),
}));

/** Methods the address would have answered to: 405 instead of 404 for a wrong verb. */
export function allowedMethods(url: string, method: string): string[] {
  const path = url.split('?', 1)[0] ?? '';
  const methods = KNOWN.filter(({ pattern }) => pattern.test(path)).map((known) => known.method);
  return methods.includes(method) ? [] : [...new Set(methods)];
}
