import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a link or a cookie. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored instead of a token or an address: useless to whoever reads the table. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
