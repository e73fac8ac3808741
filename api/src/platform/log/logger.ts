import { ConsoleLogger, type LoggerService } from '@nestjs/common';

/** What the framework says of itself at each start; it hides what the product has to say. */
const CHATTER = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver', 'NestFactory']);

class JsonLogger extends ConsoleLogger {
  override log(message: unknown, ...context: unknown[]): void {
    const last = context.at(-1);
    if (typeof last === 'string' && CHATTER.has(last)) return;
    super.log(message, ...context);
  }
}

/** One JSON line a message, for machines; levels below `log` only when asked for. */
export function jsonLogger(): LoggerService {
  return new JsonLogger({ json: true, logLevels: ['log', 'warn', 'error', 'fatal'] });
}
