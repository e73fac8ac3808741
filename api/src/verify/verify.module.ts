import { Module } from '@nestjs/common';
import { RunChecks } from './run-checks.js';
import { VerifyController } from './verify.controller.js';
import { VerifyLanes } from './verify.lanes.js';
import { VerifyRunsRepository } from './verify-runs.repository.js';
import { VerifyService } from './verify.service.js';

/** The second reading of the books, run by the product itself. */
@Module({
  controllers: [VerifyController],
  providers: [VerifyRunsRepository, RunChecks, VerifyLanes, VerifyService],
})
export class VerifyModule {}
