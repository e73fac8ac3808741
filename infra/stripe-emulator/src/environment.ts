import type { FixedEndpoint } from './resources/events/fixed-endpoints.js';

/** Settings of one run, read once. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  /** Address under which payers reach the hosted pages. */
  readonly publicUrl: string | null;
  /** Folder of the book; null keeps it in memory only. */
  readonly dataFolder: string | null;
  readonly webhooks: readonly FixedEndpoint[];
}

const PORT_DEFAULT = 12_111;

/** @throws when a setting makes no sense; the message names the variable. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: readPort(env['PORT']),
    publicUrl: env['EMULATOR_PUBLIC_URL']?.replace(/\/+$/, '') || null,
    dataFolder: env['EMULATOR_DATA'] || null,
    webhooks: readWebhooks(env),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return PORT_DEFAULT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('PORT must be a whole number from 0 to 65535.');
  return port;
}

/** The same three variables for each kind of endpoint: the platform's own, Connect, and thin. */
const KINDS = [
  { id: 'we_environment', prefix: 'EMULATOR_WEBHOOK', connect: false, thin: false },
  { id: 'we_environment_connect', prefix: 'EMULATOR_CONNECT_WEBHOOK', connect: true, thin: false },
  { id: 'we_environment_thin', prefix: 'EMULATOR_THIN_WEBHOOK', connect: false, thin: true },
];

function readWebhooks(env: NodeJS.ProcessEnv): FixedEndpoint[] {
  return KINDS.flatMap(({ id, prefix, connect, thin }) => {
    const url = env[`${prefix}_URL`];
    if (!url) return [];
    if (!URL.canParse(url)) throw new Error(`${prefix}_URL must be an address.`);
    const secrets = listed(env[`${prefix}_SECRET`]);
    if (!secrets.length) throw new Error(`${prefix}_SECRET must be set with ${prefix}_URL.`);
    const events = listed(env[`${prefix}_EVENTS`]);
    return [{ id, url, secrets, events: events.length > 0 ? events : ['*'], connect, thin }];
  });
}

function listed(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}
