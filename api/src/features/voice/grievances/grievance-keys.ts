import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { Config } from '../../../platform/config/config.js';
import { TextSeal, derivedKey } from '../../../platform/sealing/text-seal.js';

/** What keeps a grievance to itself: its words are sealed, its code and its visitor are keyed hashes. */
@Injectable()
export class GrievanceKeys {
  private readonly words: TextSeal;
  private readonly hashKey: Buffer;

  constructor({ authSecret }: Config) {
    this.words = new TextSeal(authSecret, 'grievance-words');
    this.hashKey = derivedKey(authSecret, 'grievance-hash');
  }

  seal(words: string): string {
    return this.words.seal(words);
  }

  open(sealed: string): string {
    return this.words.open(sealed);
  }

  codeHash(code: string): string {
    return this.hash('code', code);
  }

  visitorHash(address: string): string {
    return this.hash('visitor', address);
  }

  private hash(kind: string, value: string): string {
    return createHmac('sha256', this.hashKey).update(`${kind}:${value}`).digest('hex');
  }
}
