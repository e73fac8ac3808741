import type { Problem, ProblemDetail } from '@vatra/shared/problem';

/** The api said no. `code` is a word of the catalogues (`error.<code>`), never shown as it is. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly errors: readonly ProblemDetail[];
  readonly requestId: string | null;

  constructor(problem: Partial<Problem> & { readonly status: number; readonly code: string }) {
    super(problem.code);
    this.status = problem.status;
    this.code = problem.code;
    this.params = problem.params ?? {};
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId ?? null;
  }
}

/** Nobody answered: no connection, a timeout, or something that is not the api. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';
  readonly code = 'web.unreachable';
}

/** Also true for a refusal that travelled from the server's render as JSON. */
export function isRefusal(error: unknown): error is ApiRefusal {
  return typeof error === 'object' && error !== null && 'status' in error && 'code' in error;
}

/** The word of the catalogues for any error a call may end with. */
export function codeOf(error: unknown): string {
  return isRefusal(error) ? error.code : 'web.unreachable';
}

export function isMissing(error: unknown): boolean {
  return isRefusal(error) && error.status === 404;
}
