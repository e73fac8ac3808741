import { join } from 'node:path';
import { FileJournal, memoryJournal, readJournal, type Journal } from './book/journal.js';
import { DueRunner } from './clock/due-runner.js';
import { Settlements } from './clock/settlements.js';
import { Control } from './control/control.js';
import { controlRoutes } from './control/routes.js';
import { Emulator, type JournalLine } from './emulator.js';
import { readEnvironment, type Environment } from './environment.js';
import { Api } from './http/api.js';
import { HostedPages } from './pages/hosted.js';
import { OnboardingPages } from './pages/onboarding.js';
import { watchPayments } from './resources/billing/after-payment.js';
import { registerFixedEndpoints } from './resources/events/fixed-endpoints.js';
import { closeServer, createEmulatorServer, listen } from './server.js';
import { Outbox } from './webhooks/outbox.js';

const BOOK_FILE = 'book.jsonl';

interface Opened {
  readonly journal: Journal;
  readonly replay: (emulator: Emulator) => Promise<void>;
}

function openBook(folder: string | null): Opened {
  if (folder === null) return { journal: memoryJournal, replay: () => Promise.resolve() };
  const path = join(folder, BOOK_FILE);
  return {
    journal: new FileJournal(path),
    replay: (emulator) =>
      readJournal(path, (line) => {
        emulator.replay(JSON.parse(line) as JournalLine);
      }),
  };
}

interface Running {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function start(environment: Environment): Promise<Running> {
  const { journal, replay } = openBook(environment.dataFolder);
  const emulator = new Emulator(journal);
  await replay(emulator);
  watchPayments(emulator);
  const settlements = new Settlements(emulator);
  const outbox = new Outbox(emulator);
  const runner = new DueRunner(emulator);
  const api = new Api(emulator);
  const afterReset = (): Promise<void> => registerEndpoints(emulator, environment);
  const control = new Control(
    controlRoutes({ emulator, api, outbox, settlements, runner, afterReset }),
  );
  const server = createEmulatorServer({
    api,
    pages: new HostedPages(emulator),
    onboarding: new OnboardingPages(emulator),
    control,
  });
  const port = await listen(server, environment.port, environment.host);
  const url = `http://${environment.host}:${port}`;
  emulator.publicUrl = environment.publicUrl ?? url;
  // Only whoever holds the port may write to the book.
  await afterReset();
  settlements.resume();
  outbox.resume();
  const stop = async (): Promise<void> => {
    await closeServer(server);
    settlements.clear();
    runner.stop();
    outbox.close();
    await journal.close();
  };
  return { url, stop };
}

async function registerEndpoints(emulator: Emulator, { webhooks }: Environment): Promise<void> {
  await emulator.step(() => {
    registerFixedEndpoints(emulator, webhooks);
  });
}

async function main(): Promise<void> {
  const { url, stop } = await start(readEnvironment(process.env));
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    void stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  // It may be gone already: nobody says so twice.
  if (Object.is(process.connected, false)) end();
  console.log(`stripe-emulator ready on ${url}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
