import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { getAdapter } from 'better-auth/db/adapter';
import { twoFactor } from 'better-auth/plugins';
import { isLocale, type Locale } from '@vatra/shared/localized.dto';
import { PASSWORD_LENGTH_MIN } from '@vatra/shared/accounts/accounts.dto';
import { newId } from '../../platform/ids/ids.js';
import type { CookieNames } from './cookies.js';
import { withHashedSessions } from './hashed-sessions.js';
import type { Passwords } from './passwords.js';

const SESSION_SECONDS = 12 * 60 * 60;
const CHALLENGE_SECONDS = 10 * 60;
const VERIFICATION_SECONDS = 24 * 60 * 60;
const RESET_SECONDS = 60 * 60;
const PASSWORD_LENGTH_MAX = 128;

export interface Addressee {
  readonly id: string;
  readonly email: string;
  readonly locale: Locale;
}

/** What the library asks the product to do. */
export interface AuthListener {
  sendVerification(to: Addressee, token: string): Promise<void>;
  sendReset(to: Addressee, token: string): Promise<void>;
  /** Somebody signed up with an address that has an account: only its owner is told. */
  sendKnownAlready(to: Addressee): Promise<void>;
  /** The address is proved to be theirs. */
  emailVerified(person: Addressee): Promise<void>;
  /** False when this code has been used before (a code works once). */
  takeCode(personId: string, sessionId: string, code: string): Promise<boolean>;
}

export interface AuthSettings {
  readonly baseUrl: string;
  readonly secret: string;
  readonly cookies: CookieNames;
  readonly passwords: Passwords;
}

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Names of our tables and columns for the library. */
const TABLES = {
  user: {
    modelName: 'people',
    fields: { emailVerified: 'email_verified', ...stamps },
    additionalFields: { locale: { type: 'string', required: true, input: true } },
  },
  session: {
    modelName: 'sign_in_sessions',
    fields: {
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...stamps,
    },
    expiresIn: SESSION_SECONDS,
    disableSessionRefresh: true,
  },
  account: {
    modelName: 'credentials',
    fields: {
      userId: 'person_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...stamps,
    },
  },
  verification: {
    modelName: 'mail_proofs',
    fields: { expiresAt: 'expires_at', ...stamps },
    storeIdentifier: 'hashed',
  },
} as const satisfies BetterAuthOptions;

const SECOND_FACTOR_TABLE = {
  twoFactor: {
    modelName: 'second_factors',
    fields: {
      userId: 'person_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
  user: { fields: { twoFactorEnabled: 'second_factor_enrolled' } },
};

export function authOptions(
  settings: AuthSettings,
  listener: AuthListener,
): BetterAuthOptions & { readonly advanced: ReturnType<typeof advancedOptions> } {
  return {
    appName: 'Vatra',
    baseURL: settings.baseUrl,
    basePath: '/api/v1/auth-library',
    secret: settings.secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: [settings.baseUrl],
    ...TABLES,
    advanced: advancedOptions(settings.cookies),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      password: settings.passwords,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      sendResetPassword: ({ user, token }) => listener.sendReset(addresseeOf(user), token),
      onExistingUserSignUp: ({ user }) => listener.sendKnownAlready(addresseeOf(user)),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: VERIFICATION_SECONDS,
      // The link proves the mailbox, which could set a new password too; it signs in once, then never again.
      autoSignInAfterVerification: true,
      sendVerificationEmail: ({ user, token }) =>
        listener.sendVerification(addresseeOf(user), token),
      afterEmailVerification: (user) => listener.emailVerified(addresseeOf(user)),
    },
    hooks: { after: onlyOnce(listener) },
    plugins: [
      twoFactor({
        issuer: 'Vatra',
        twoFactorCookieMaxAge: CHALLENGE_SECONDS,
        schema: SECOND_FACTOR_TABLE,
      }),
    ],
  };
}

/** The library takes a code again within its half minute: the second session ends here. */
function onlyOnce(listener: AuthListener) {
  return createAuthMiddleware(async (context) => {
    if (context.path !== '/two-factor/verify-totp') return;
    const opened = context.context.newSession;
    if (!opened) return;
    const { code } = context.body as { code: string };
    if (await listener.takeCode(opened.user.id, opened.session.id, code)) return;
    await context.context.internalAdapter.deleteSession(opened.session.token);
    throw new APIError('UNAUTHORIZED', { code: 'CODE_ALREADY_USED', message: 'used' });
  });
}

function advancedOptions({ secure, session, challenge }: CookieNames) {
  const attributes = { secure, path: '/', sameSite: 'lax', httpOnly: true } as const;
  return {
    database: { generateId: () => newId() },
    // The names below carry their own prefix; the library's would be __Secure-.
    useSecureCookies: false,
    cookiePrefix: session,
    defaultCookieAttributes: attributes,
    cookies: {
      session_token: { name: session, attributes },
      two_factor: { name: challenge, attributes },
    },
    // Written out: the library switches these off by itself when it believes to be in a test.
    disableOriginCheck: false,
    disableCSRFCheck: false,
    ipAddress: { disableIpTracking: true },
  } satisfies BetterAuthOptions['advanced'];
}

function addresseeOf(user: { id: string; email: string }): Addressee {
  const { locale } = user as { locale?: unknown };
  return { id: user.id, email: user.email, locale: isLocale(locale) ? locale : 'ro' };
}

type Flow<Input> = (input: Input & { asResponse: true }) => Promise<Response>;

/** The part of the library we use; everything else of it stays out of reach. */
export interface Auth {
  readonly $context: Promise<{ readonly secretConfig: string }>;
  readonly api: {
    readonly signUpEmail: Flow<{
      body: { email: string; password: string; name: string; locale: Locale };
    }>;
    readonly verifyEmail: Flow<{ query: { token: string } }>;
    readonly signInEmail: Flow<{ body: { email: string; password: string } }>;
    readonly verifyTOTP: Flow<{ body: { code: string }; headers: Headers }>;
    readonly signOut: Flow<{ headers: Headers }>;
    readonly requestPasswordReset: Flow<{ body: { email: string } }>;
    readonly resetPassword: Flow<{ body: { token: string; newPassword: string } }>;
    readonly enableTwoFactor: Flow<{ body: { password: string }; headers: Headers }>;
    getSession(input: {
      headers: Headers;
      query: { disableCookieCache: true; disableRefresh: true };
    }): Promise<{ session: { id: string }; user: { id: string } } | null>;
  };
}

/** @param pool the connection pool of the application's own role */
export async function createAuth(
  pool: object,
  settings: AuthSettings,
  listener: AuthListener,
): Promise<Auth> {
  const options = authOptions(settings, listener);
  const adapter = withHashedSessions(await getAdapter({ ...options, database: pool as never }));
  return betterAuth({ ...options, database: () => adapter }) as unknown as Auth;
}
