/**
 * The only reader of the environment. Each variable is explained in `local.example.env` beside
 * this package; a missing or malformed one is named, its value never is.
 */
export class Config {
  /** Owner of the schema: migrate, bootstrap and verify only. */
  readonly databaseUrl!: string;
  /** Role vatra_app: http, worker, tests. */
  readonly databaseAppUrl!: string;
  readonly databaseReadUrl!: string;
  readonly redisUrl!: string;
  readonly stripeSecretKey!: string;
  /** Another origin than Stripe's, for the emulator; refused together with a live key. */
  readonly stripeApiBase!: string | null;
  readonly stripeWebhookSecrets!: readonly string[];
  readonly filesUrl!: string;
  readonly smtpUrl!: string | null;
  readonly publicUrl!: string;
  readonly host!: string;
  readonly port!: number;
  readonly metricsPort!: number | null;
  /** Addresses whose X-Forwarded-For is believed: the web server's, nobody else's. */
  readonly trustedProxies!: string;
  readonly demo!: boolean;
  readonly authSecret!: string;
  readonly bootstrapAdminEmail!: string | null;
  /** Name, IBAN and BIC the operator pays tranches from. */
  readonly operatorName!: string;
  readonly operatorIban!: string;
  readonly operatorBic!: string;
  /** IBAN and BIC of the operator's own account: tips go there, costs and top-ups come from there. */
  readonly operatingIban!: string;
  readonly operatingBic!: string;
  /** Where Stripe takes money for our balance there: IBAN, and what it knows us by; null = nowhere. */
  readonly stripeTopUpIban!: string | null;
  readonly stripeTopUpReference!: string;
  /** Seconds between two readings of the books, and between two comparisons outside; 0 = on demand. */
  readonly verifyEverySeconds!: number;
  readonly reconcileEverySeconds!: number;
  /** Keeps queues of several installations apart on one Redis. */
  readonly queuePrefix!: string;

  constructor(settings: Config) {
    Object.assign(this, settings);
  }
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming every missing or malformed variable together */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const read = reader(env, problems);
  const config = new Config({
    databaseUrl: read.url('DATABASE_URL', env.DATABASE_APP_URL),
    databaseAppUrl: read.url('DATABASE_APP_URL', env.DATABASE_URL),
    databaseReadUrl: read.url('DATABASE_READ_URL', env.DATABASE_APP_URL ?? env.DATABASE_URL),
    redisUrl: read.url('REDIS_URL'),
    ...stripeSettings(env, read),
    filesUrl: read.url('FILES_URL'),
    smtpUrl: env.SMTP_URL ? read.url('SMTP_URL') : null,
    publicUrl: read.url('PUBLIC_URL').replace(/\/$/, ''),
    ...listeningSettings(env, read),
    trustedProxies: env.TRUSTED_PROXIES ?? 'loopback',
    demo: ['1', 'true'].includes(env.DEMO ?? ''),
    authSecret: read.secret('AUTH_SECRET'),
    ...operatorSettings(env),
    verifyEverySeconds: read.seconds('VERIFY_EVERY_SECONDS', '60'),
    reconcileEverySeconds: read.seconds('RECONCILE_EVERY_SECONDS', '3600'),
    queuePrefix: env.QUEUE_PREFIX ?? 'vatra',
  });
  if (config.stripeApiBase !== null && config.stripeSecretKey.startsWith('sk_live_')) {
    problems.push('STRIPE_API_BASE together with a live STRIPE_SECRET_KEY');
  }
  if (problems.length > 0) {
    throw new ConfigError(`These settings are missing or malformed: ${problems.join(', ')}`);
  }
  return config;
}

function listeningSettings(env: Environment, read: ReturnType<typeof reader>) {
  return {
    host: env.HOST ?? '127.0.0.1',
    port: read.port('PORT', '4301'),
    metricsPort: env.METRICS_PORT ? read.port('METRICS_PORT', '') : null,
  };
}

function stripeSettings(env: Environment, read: ReturnType<typeof reader>) {
  return {
    stripeSecretKey: read.text('STRIPE_SECRET_KEY'),
    stripeApiBase: env.STRIPE_API_BASE ? read.url('STRIPE_API_BASE') : null,
    stripeWebhookSecrets: read
      .text('STRIPE_WEBHOOK_SECRETS')
      .split(',')
      .map((secret) => secret.trim())
      .filter((secret) => secret !== ''),
  };
}

function operatorSettings(env: Environment) {
  return {
    bootstrapAdminEmail: env.BOOTSTRAP_ADMIN_EMAIL ?? null,
    operatorName: env.OPERATOR_NAME ?? 'Vatra Foundation (demo)',
    operatorIban: env.OPERATOR_IBAN ?? env.BANK_ACCOUNT_IBAN ?? 'DE89370400440532013000',
    operatorBic: env.OPERATOR_BIC ?? 'COBADEFFXXX',
    operatingIban: env.OPERATING_IBAN ?? 'DE02120300000000202051',
    operatingBic: env.OPERATING_BIC ?? 'BYLADEM1001',
    stripeTopUpIban: env.STRIPE_TOP_UP_IBAN ?? null,
    stripeTopUpReference: env.STRIPE_TOP_UP_REFERENCE ?? '',
  };
}

function reader(env: Environment, problems: string[]) {
  const text = (name: string, fallback?: string): string => {
    const value = env[name] ?? fallback ?? '';
    if (value === '') problems.push(name);
    return value;
  };
  return {
    text,
    url: (name: string, fallback?: string): string => {
      const value = text(name, fallback);
      if (value !== '' && !URL.canParse(value)) problems.push(name);
      return value;
    },
    port: (name: string, fallback: string): number => {
      const port = Number(text(name, fallback));
      if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push(name);
      return port;
    },
    seconds: (name: string, fallback: string): number => {
      const seconds = Number(text(name, fallback));
      if (!Number.isInteger(seconds) || seconds < 0) problems.push(name);
      return seconds;
    },
    secret: (name: string): string => {
      const value = text(name);
      if (value !== '' && value.length < 32) problems.push(`${name} (32 characters or more)`);
      return value;
    },
  };
}
