import { ConfigError } from './config.js';

export interface BootstrapConfig {
  readonly databaseUrl: string;
  readonly email: string;
}

/**
 * The bootstrap command needs the owner's address of the database and BOOTSTRAP_ADMIN_EMAIL.
 *
 * @throws ConfigError
 */
export function readBootstrapConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): BootstrapConfig {
  const { DATABASE_URL: databaseUrl = '', BOOTSTRAP_ADMIN_EMAIL: email = '' } = env;
  const missing = [
    URL.canParse(databaseUrl) ? '' : 'DATABASE_URL',
    email.includes('@') ? '' : 'BOOTSTRAP_ADMIN_EMAIL',
  ].filter((name) => name !== '');
  if (missing.length > 0) {
    throw new ConfigError(`These settings are missing or malformed: ${missing.join(', ')}`);
  }
  return { databaseUrl, email };
}
