import { ConsoleLogger, type LoggerService } from '@nestjs/common';

/** One JSON line a message, for machines; levels below `log` only when asked for. */
export function jsonLogger(): LoggerService {
  return new ConsoleLogger({ json: true, logLevels: ['log', 'warn', 'error', 'fatal'] });
}
