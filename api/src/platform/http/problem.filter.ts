import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpRefusal } from './app-error.js';
import { allowedMethods } from './known-paths.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

const RETRY_AFTER_SECONDS = '1';

/** Every refusal and every failure leaves the api through here, as problem JSON. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const methods = request.is404 ? allowedMethods(request.url, request.method) : [];
    const seen = methods.length > 0 ? new HttpRefusal('http.method-not-allowed') : error;
    const problem = problemOf(seen, request.id);
    if (problem.status >= 500) this.logger.error(describe(error, request.id));
    if (methods.length > 0) void reply.header('allow', methods.join(', '));
    if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_TYPE)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem));
  }
}

function describe(error: unknown, requestId: string): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${requestId} ${text}`;
}
