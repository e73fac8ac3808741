import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClockController } from './clock/clock.controller.js';
import { ClockMoverLane } from './clock/clock-mover.lane.js';
import { ClockMovesRepository } from './clock/clock-moves.repository.js';
import { ClockService } from './clock/clock.service.js';
import { Clock } from './clock/clock.js';
import { EmulatorClock } from './clock/emulator-clock.js';
import { Config } from './config/config.js';
import { appDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { Duties } from './duties/duties.js';
import { Operations } from './operations/operations.js';
import { OperationsRepository } from './operations/operations.repository.js';
import { Events } from './outbox/events.js';
import { Jobs } from './outbox/jobs.js';
import { OutboxLane } from './outbox/outbox.lane.js';
import { OutboxRepository } from './outbox/outbox.repository.js';
import { DueLanesRepository } from './queue/due-lanes.repository.js';
import { Hints } from './queue/hints.js';
import { MoneyPauseRepository } from './restore/money-pause.repository.js';
import { RestoreGuard } from './restore/restore-guard.js';
import { LaneRunner } from './queue/lane-runner.js';
import { Lanes } from './queue/lanes.js';

/** What every feature stands on; imported once, by the app module. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, processName: 'http' | 'worker'): DynamicModule {
    const offered = [
      { provide: Config, useValue: config },
      {
        provide: DataSource,
        useFactory: () => appDataSource(config.databaseAppUrl, `vatra-${processName}`).initialize(),
      },
      Database,
      Clock,
      Duties,
      Lanes,
      DueLanesRepository,
      Hints,
      LaneRunner,
      OutboxRepository,
      Events,
      Jobs,
      OutboxLane,
      MoneyPauseRepository,
      RestoreGuard,
      OperationsRepository,
      Operations,
      ClockMovesRepository,
      EmulatorClock,
      ClockMoverLane,
      ClockService,
    ];
    return {
      module: PlatformModule,
      controllers: [ClockController],
      providers: offered,
      exports: offered,
    };
  }
}
