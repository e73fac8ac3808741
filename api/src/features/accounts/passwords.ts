import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';

/** The passwords of the demonstration are printed on its sign-in page: hashing them dearly guards nothing. */
const DEMO = { prefix: 'demo', rounds: 1024, bytes: 32 };

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(given: { hash: string; password: string }): Promise<boolean>;
}

/** As the library does it (scrypt, 16 MiB, about a tenth of a second). */
const DEAR: Passwords = {
  hash: hashPassword,
  // A cheap hash found here comes from a demonstration: its password is known to everybody.
  verify: async ({ hash, password }) =>
    !hash.startsWith(`${DEMO.prefix}:`) && verifyPassword({ hash, password }),
};

const CHEAP: Passwords = {
  hash: async (password) => {
    const salt = randomBytes(16).toString('hex');
    return [DEMO.prefix, salt, (await derived(password, salt)).toString('hex')].join(':');
  },
  verify: async ({ hash, password }) => {
    const [prefix, salt = '', key = ''] = hash.split(':');
    if (prefix !== DEMO.prefix) return verifyPassword({ hash, password });
    return timingSafeEqual(Buffer.from(key, 'hex'), await derived(password, salt));
  },
};

/** How passwords are kept: a demonstration of a thousand people should not hash for a minute. */
export function passwordsFor(demo: boolean): Passwords {
  return demo ? CHEAP : DEAR;
}

function derived(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, DEMO.bytes, { N: DEMO.rounds }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
