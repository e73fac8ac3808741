import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Emulator {
  readonly url: string;
  readonly pid: number;
  /** Waits a moment for it to become so. */
  isIdle(): Promise<boolean>;
  control<Answer>(path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;
const IDLE_WAIT_MS = 100;

/** The payment emulator as a child process, as the product runs it (ruling 27). */
export async function startEmulator(options: {
  port: number;
  webhookUrl: string;
  webhookSecret: string;
  now: Date | null;
}): Promise<Emulator> {
  const main =
    process.env.TEST_EMULATOR ??
    path.resolve(import.meta.dirname, '../../../infra/stripe-emulator/dist/main.js');
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      PORT: String(options.port),
      HOST: '127.0.0.1',
      EMULATOR_WEBHOOK_URL: options.webhookUrl,
      EMULATOR_WEBHOOK_SECRET: options.webhookSecret,
      // One address takes all three kinds of news.
      EMULATOR_CONNECT_WEBHOOK_URL: options.webhookUrl,
      EMULATOR_CONNECT_WEBHOOK_SECRET: options.webhookSecret,
      EMULATOR_THIN_WEBHOOK_URL: options.webhookUrl,
      EMULATOR_THIN_WEBHOOK_SECRET: options.webhookSecret,
      EMULATOR_QUIET: '1',
    },
  });
  const url = `http://127.0.0.1:${String(options.port)}`;
  const control = async <Answer>(route: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url}/_emu${route}`, {
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    if (!response.ok) throw new Error(`emulator ${route}: ${String(response.status)}`);
    return (await response.json()) as Answer;
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (
    !(await control('/health').then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) {
      throw new Error(`the emulator ended with ${String(child.exitCode)} instead of listening`);
    }
    if (Date.now() > deadline) throw new Error('the emulator does not listen');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    url,
    pid: child.pid ?? 0,
    control,
    isIdle: async () =>
      (await control<{ idle: boolean }>(`/idle?wait_ms=${String(IDLE_WAIT_MS)}`)).idle,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
