import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Config } from '../../platform/config/config.js';

const KEY_BYTES = 32;

/**
 * Secrets about donors that need no column: the 256-bit key of the page after paying is derived, so
 * nothing in the database opens it, and addresses and cards are compared by keyed hashes.
 */
@Injectable()
export class DonorKeys {
  private readonly pageKey: Buffer;
  private readonly hashKey: Buffer;

  constructor(config: Config) {
    this.pageKey = derive(config.authSecret, 'contribution-page');
    this.hashKey = derive(config.authSecret, 'donor-hash');
  }

  pageKeyOf(contributionId: string): string {
    return createHmac('sha256', this.pageKey).update(contributionId).digest('base64url');
  }

  opensPage(contributionId: string, key: string): boolean {
    const right = Buffer.from(this.pageKeyOf(contributionId));
    const given = Buffer.from(key);
    return right.length === given.length && timingSafeEqual(right, given);
  }

  emailHash(email: string): string {
    return this.hash('email', email.trim().toLowerCase());
  }

  cardHash(fingerprint: string): string {
    return this.hash('card', fingerprint);
  }

  /** Of a name as it stands on a receipt: accents, case and the order of its parts do not matter. */
  receiptNameHash(name: string): string {
    const plain = name
      .normalize('NFD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase();
    const parts = plain.split(/[^\p{Letter}\p{Number}]+/u).filter((part) => part !== '');
    return this.hash('receipt-name', parts.sort().join(' '));
  }

  private hash(kind: string, value: string): string {
    return createHmac('sha256', this.hashKey).update(`${kind}:${value}`).digest('hex');
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'vatra', purpose, KEY_BYTES));
}
