import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';

/** A connection keeps this many statements prepared; texts beyond are planned each time. */
const PREPARED_MAX = 1_000;
const NAME_LENGTH = 24;

interface Connection {
  query(statement: {
    readonly name?: string;
    readonly text: string;
    readonly values: unknown[];
  }): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }>;
}

const names = new Map<string, string>();

/**
 * Runs a statement under a name of its own, so that PostgreSQL reads and plans each text once per
 * connection instead of every time. The entity library has no way to say it, hence the connection.
 */
export async function runPrepared(
  runner: QueryRunner,
  text: string,
  parameters: readonly unknown[],
): Promise<{ rows: unknown[]; rowCount: number }> {
  const connection = (await runner.connect()) as Connection;
  const { rows, rowCount } = await connection.query({
    name: nameOf(text),
    text,
    values: [...parameters],
  });
  return { rows, rowCount: rowCount ?? 0 };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_MAX) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, NAME_LENGTH);
  names.set(text, name);
  return name;
}
