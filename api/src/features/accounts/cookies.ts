import type { Config } from '../../platform/config/config.js';

export interface CookieNames {
  readonly secure: boolean;
  readonly session: string;
  /** Between the password and the code. */
  readonly challenge: string;
  readonly guest: string;
}

/** `__Host-` binds a cookie to this origin alone; browsers take such names over https only. */
export function cookieNames(config: Pick<Config, 'publicUrl'>): CookieNames {
  const secure = new URL(config.publicUrl).protocol === 'https:';
  const prefix = secure ? '__Host-' : '';
  return {
    secure,
    session: `${prefix}vatra`,
    challenge: `${prefix}vatra-challenge`,
    guest: `${prefix}vatra-guest`,
  };
}
