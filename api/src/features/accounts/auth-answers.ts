import { HttpRefusal, Invalid } from '../../platform/http/app-error.js';
import {
  ChallengeOver,
  CodeAlreadyUsed,
  EmailNotVerified,
  LinkNotValid,
  SecondFactorEnrolledAlready,
  SecondFactorNotEnrolled,
  WrongCode,
  WrongCredentials,
} from './accounts.errors.js';

/** What the library answered: its body, and the cookies for the browser. */
export interface AuthAnswer<Body> {
  readonly body: Body;
  readonly cookies: readonly string[];
}

const REFUSALS: Readonly<Record<string, () => Error>> = {
  INVALID_EMAIL_OR_PASSWORD: () => new WrongCredentials(),
  INVALID_PASSWORD: () => new WrongCredentials(),
  PASSWORD_TOO_LONG: () => new WrongCredentials(),
  EMAIL_NOT_VERIFIED: () => new EmailNotVerified(),
  INVALID_EMAIL: () => new Invalid('http.invalid', [{ pointer: '/email', code: 'v.email' }]),
  INVALID_CODE: () => new WrongCode(),
  CODE_ALREADY_USED: () => new CodeAlreadyUsed(),
  INVALID_TWO_FACTOR_COOKIE: () => new ChallengeOver(),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => new ChallengeOver(),
  ACCOUNT_TEMPORARILY_LOCKED: () => new HttpRefusal('http.too-many-requests'),
  TOTP_ALREADY_ENABLED: () => new SecondFactorEnrolledAlready(),
  TOTP_NOT_ENABLED: () => new SecondFactorNotEnrolled(),
  INVALID_TOKEN: () => new LinkNotValid(),
  TOKEN_EXPIRED: () => new LinkNotValid(),
  USER_NOT_FOUND: () => new LinkNotValid(),
  UNAUTHORIZED: () => new HttpRefusal('http.signed-out'),
};

/** @throws the refusal of ours that stands for the library's code */
export async function readAnswer<Body>(response: Response): Promise<AuthAnswer<Body>> {
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (response.ok) return { body: body as Body, cookies: response.headers.getSetCookie() };
  const { code = '' } = (body ?? {}) as { code?: string };
  const refusal = REFUSALS[code];
  if (refusal !== undefined) throw refusal();
  if (response.status === 401) throw new HttpRefusal('http.signed-out');
  throw new Error(`The sign-in library answered ${String(response.status)} ${code}`);
}
