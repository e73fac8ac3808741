import type { Exchange } from '../http/exchange.js';

export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
  }
}

/** Gives back what is to be answered, or undefined when it has answered itself. */
export type ControlRoute = (
  body: Readonly<Record<string, unknown>>,
  query: URLSearchParams,
  exchange: Exchange,
) => Promise<object | undefined> | object | undefined;
