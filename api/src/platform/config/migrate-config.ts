import { ConfigError } from './config.js';

export interface MigrateConfig {
  readonly databaseUrl: string;
  /** Password the role vatra_app gets. */
  readonly appPassword: string;
}

/**
 * The migrate command needs the owner's address and the password of the role it makes for the
 * processes: DATABASE_APP_PASSWORD, or the one inside DATABASE_APP_URL.
 *
 * @throws ConfigError
 */
export function readMigrateConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): MigrateConfig {
  const databaseUrl = env.DATABASE_URL ?? '';
  const fromUrl = URL.canParse(env.DATABASE_APP_URL ?? '')
    ? decodeURIComponent(new URL(env.DATABASE_APP_URL ?? '').password)
    : '';
  const appPassword = env.DATABASE_APP_PASSWORD ?? fromUrl;
  const missing = [
    URL.canParse(databaseUrl) ? '' : 'DATABASE_URL',
    appPassword === '' ? 'DATABASE_APP_PASSWORD' : '',
  ].filter((name) => name !== '');
  if (missing.length > 0) {
    throw new ConfigError(`These settings are missing or malformed: ${missing.join(', ')}`);
  }
  return { databaseUrl, appPassword };
}
