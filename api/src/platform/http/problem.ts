import { HttpException } from '@nestjs/common';
import { HTTP_CODES, type HttpCode } from '@vatra/shared/http/http.codes';
import type { Problem, ProblemDetail } from '@vatra/shared/problem';
import { STATUS_CODES } from 'node:http';
import { codeOf } from '../database/database.js';
import { AppError, HttpRefusal, type ProblemParams, type Reason } from './app-error.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const STATUS_OF: Readonly<Record<Reason, number>> = {
  invalid: 422,
  unproven: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
};

/** The code that stands for a status when Fastify or Nest refused without one of ours. */
const CODE_OF_STATUS = new Map<number, HttpCode>([
  [400, 'http.bad-request'],
  [401, 'http.signed-out'],
  [403, 'http.forbidden'],
  [404, 'http.not-found'],
  [405, 'http.method-not-allowed'],
  [406, 'http.not-acceptable'],
  [408, 'http.timeout'],
  [413, 'http.too-large'],
  [414, 'http.uri-too-long'],
  [415, 'http.unsupported-media-type'],
  [422, 'http.invalid'],
  [429, 'http.too-many-requests'],
  [431, 'http.headers-too-large'],
]);

/** SQLSTATEs and socket errors that say "not now": the database is away, busy or out of places. */
const AWAY =
  /^(08...|40001|40P01|53...|55P03|57014|57P0.|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly params?: ProblemParams;
  readonly errors?: readonly ProblemDetail[];
}

/** RFC 9457. Nothing of an unexpected error leaves the process: neither message nor stack. */
export function problemOf(error: unknown, requestId: string): Problem {
  const { status, code, params, errors } = refusalOf(error);
  return {
    type: `urn:vatra:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    instance: `urn:uuid:${requestId}`,
    requestId,
    ...(params === undefined ? {} : { params }),
    ...(errors === undefined || errors.length === 0 ? {} : { errors }),
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof AppError) {
    const { reason, code, params, errors } = error;
    return { status: STATUS_OF[reason], code, ...(params ? { params } : {}), errors };
  }
  if (error instanceof HttpRefusal) {
    return {
      status: HTTP_CODES[error.code],
      code: error.code,
      ...(error.params ? { params: error.params } : {}),
    };
  }
  const status = statusOfLibrary(error);
  const code = status === null ? undefined : CODE_OF_STATUS.get(status);
  if (status !== null && code !== undefined) return { status, code };
  if (AWAY.test(codeOf(error))) return { status: 503, code: 'http.unavailable' };
  return { status: 500, code: 'http.internal' };
}

/** The status of errors of Nest and Fastify (its plugins included); null for everything else. */
function statusOfLibrary(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error)) return null;
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode !== 'number') return null;
  const isFastify = typeof code === 'string' && code.startsWith('FST_');
  return isFastify || statusCode === 429 ? statusCode : null;
}
