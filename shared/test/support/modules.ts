import { readdirSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.resolve(import.meta.dirname, '../../src');

export interface Loaded {
  /** `projects/project.states.ts` */
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Every module of shared whose name ends so, loaded: a new one is tested without being listed. */
export async function modulesEnding(ending: string): Promise<Loaded[]> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .sort();
  const modules: Loaded[] = [];
  // One after the other: side by side, they would ask for the module both need at the same time.
  for (const file of files) {
    const exports = (await import(path.join(SOURCE, file))) as Loaded['exports'];
    modules.push({ file: file.replaceAll(path.sep, '/'), exports });
  }
  return modules;
}
