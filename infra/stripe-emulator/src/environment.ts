export interface WebhookSettings {
  /** Event types asked for; `*` alone is all of them. */
  readonly events: readonly string[];
  readonly url: string;
  /** More than one while a secret is being replaced: each event is then signed with all of them. */
  readonly secrets: readonly string[];
}

/** Settings of one run, read once. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** Address under which payers reach the hosted pages. */
  readonly publicUrl: string | null;
  /** Folder of the book; null keeps it in memory only. */
  readonly dataFolder: string | null;
  readonly webhook: WebhookSettings | null;
}

const PORT_DEFAULT = 12_111;

/** @throws when a setting makes no sense; the message names the variable. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: readPort(env['PORT']),
    publicUrl: env['EMULATOR_PUBLIC_URL']?.replace(/\/+$/, '') || null,
    dataFolder: env['EMULATOR_DATA'] || null,
    webhook: readWebhook(env),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return PORT_DEFAULT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('PORT must be a whole number from 0 to 65535.');
  return port;
}

function readWebhook(env: NodeJS.ProcessEnv): Environment['webhook'] {
  const url = env['EMULATOR_WEBHOOK_URL'];
  if (!url) return null;
  if (!URL.canParse(url)) throw new Error('EMULATOR_WEBHOOK_URL must be an address.');
  const secrets = listed(env['EMULATOR_WEBHOOK_SECRET']);
  if (!secrets.length)
    throw new Error('EMULATOR_WEBHOOK_SECRET must be set with EMULATOR_WEBHOOK_URL.');
  const events = listed(env['EMULATOR_WEBHOOK_EVENTS']);
  return { url, secrets, events: events.length > 0 ? events : ['*'] };
}

function listed(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}
