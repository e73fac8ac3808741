import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DtoPipe } from './dto.pipe.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { OpenApi } from './openapi.js';
import { PolicyGuard } from './policy.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { Readiness } from './readiness.js';

/** The door: policy, checked input, kept answers, problem JSON. Needs a SessionReader beside it. */
@Global()
@Module({
  providers: [
    IdempotencyRepository,
    OpenApi,
    Readiness,
    { provide: APP_GUARD, useClass: PolicyGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useClass: DtoPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [OpenApi, Readiness],
})
export class HttpModule {}
