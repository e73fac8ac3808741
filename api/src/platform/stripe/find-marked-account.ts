/** A member of the metadata by which an object of ours is known again. */
export interface Mark {
  readonly key: string;
  readonly value: string;
}

interface Listed {
  readonly id: string;
  /** As Accounts v2 writes it. */
  readonly created: string;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/**
 * Stripe lists accounts newest first and takes no time to begin at: the first that is older than what is
 * looked for ends it, however many there are.
 */
export async function findMarkedAccount(
  newestFirst: AsyncIterable<Listed>,
  { key, value }: Mark,
  since: Date,
): Promise<string | null> {
  for await (const { id, metadata, created } of newestFirst) {
    if (metadata?.[key] === value) return id;
    if (new Date(created) < since) return null;
  }
  return null;
}
