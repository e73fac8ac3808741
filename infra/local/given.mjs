import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { givenVariables } from './environment.mjs';
import { inRoot } from './paths.mjs';

/** What the person set: the environment first, then the file .env made from local.example.env. */
export function readGiven() {
  const file = inRoot('.env');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return givenVariables(process.env, parseEnv(text));
}
