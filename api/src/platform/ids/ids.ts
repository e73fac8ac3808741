import { v5, v7 } from 'uuid';

/** A new UUIDv7 (ruling 2): rises with time, is never a secret. */
export function newId(): string {
  return v7();
}

/** The id of a named part of a thing: the same name within the same thing gives the same id. */
export function derivedId(ownerId: string, name: string): string {
  return v5(name, ownerId);
}
