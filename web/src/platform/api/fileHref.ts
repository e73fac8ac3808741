import { API_BASE } from '@vatra/shared/policy/policy';

/** Address of a file the api tells by its path below /api/v1. */
export function fileHref(path: string): string {
  return path.startsWith(API_BASE) ? path : API_BASE + path;
}
