import type { HttpCode } from '@vatra/shared/http/http.codes';
import type { ProblemDetail } from '@vatra/shared/problem';

export type ProblemParams = Readonly<Record<string, string | number>>;
export type Reason = 'invalid' | 'unproven' | 'forbidden' | 'missing' | 'conflict';

/**
 * An expected refusal with a stable code. Features extend one of the reasons below; the filter
 * answers with it, the log notes it, nobody is woken up.
 */
export abstract class AppError extends Error {
  abstract readonly reason: Reason;
  readonly errors: readonly ProblemDetail[] = [];

  constructor(
    readonly code: string,
    readonly params?: ProblemParams,
  ) {
    super(code);
    this.name = new.target.name;
  }
}

/** 422: the request cannot be accepted as it is; each detail points into the body. */
export class Invalid extends AppError {
  readonly reason = 'invalid';
  override readonly errors: readonly ProblemDetail[];

  constructor(code: string, errors: readonly ProblemDetail[] = [], params?: ProblemParams) {
    super(code, params);
    this.errors = errors;
  }
}

/** 401: what should prove who asks, a password or a code, does not. */
export class Unproven extends AppError {
  readonly reason = 'unproven';
}

/** 403: this person may not. */
export class Forbidden extends AppError {
  readonly reason = 'forbidden';
}

/** 404: it does not exist, or not for this person. */
export class Missing extends AppError {
  readonly reason = 'missing';
}

/** 409: not in the state the thing is in now. */
export class Conflict extends AppError {
  readonly reason = 'conflict';
}

/** A refusal of the door itself, with a status no feature uses. */
export class HttpRefusal extends Error {
  constructor(
    readonly code: HttpCode,
    readonly params?: ProblemParams,
  ) {
    super(code);
    this.name = 'HttpRefusal';
  }
}
