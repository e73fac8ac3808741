import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/config.js';
import { LaneRunner } from './platform/queue/lane-runner.js';
import { endWithParent } from './platform/log/lifetime.js';
import { jsonLogger } from './platform/log/logger.js';

const config = readConfig();
const app = await NestFactory.createApplicationContext(AppModule.with(config, 'worker'), {
  logger: jsonLogger(),
});
app.get(LaneRunner).start();
endWithParent(() => app.close());
