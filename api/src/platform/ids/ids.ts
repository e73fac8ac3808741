import { v7 } from 'uuid';

/** A new UUIDv7 (ruling 2): rises with time, is never a secret. */
export function newId(): string {
  return v7();
}
