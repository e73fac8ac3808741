import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cloneDatabase, type TestDatabase } from './support/database.js';

/** R100-R102: words of what is never collected, as a column or a field would be called. */
const NEVER =
  /nationalit|citizen|cetaten|passport|pasaport|visa(?!bil)|residen|resedint|work_?permit|legal_?status|immigra|migration_?status|religio|ethni|etni[ce]|(?<![a-z])race(?![a-z])|home_?address|street|strada|postal|zip_?code|employer|angajator|tax_?(number|id)|idnp|cnp\b|personal_?(code|number)|birth|identity_?(card|paper)|id_?card/i;

const SHARED = path.resolve(import.meta.dirname, '../../shared/dist');

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

describe('R100-R103: what the product never asks', () => {
  it('knows the words it looks for', () => {
    for (const word of ['nationality', 'home_address', 'homeAddress', 'residencePermit', 'visa']) {
      expect(NEVER.test(word)).toBe(true);
    }
    for (const word of [
      'permits',
      'grace_until',
      'country',
      'contact_email',
      'ip_address',
      'host_city',
    ]) {
      expect(NEVER.test(word)).toBe(false);
    }
  });

  it('has no such column in any table', async () => {
    const columns = await database.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public'`,
    );
    expect(columns.length).toBeGreaterThan(100);
    expect(columns.map(({ name }) => name).filter((name) => NEVER.test(name))).toEqual([]);
  });

  it('has no such field in any form', async () => {
    const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' });
    const forms = files.filter((file) => file.endsWith('.dto.js'));
    expect(forms.length).toBeGreaterThan(10);
    for (const file of forms) await import(pathToFileURL(path.join(SHARED, file)).href);
    expect(fieldNames().length).toBeGreaterThan(100);
    expect(fieldNames().filter((name) => NEVER.test(name))).toEqual([]);
  });
});

/** `ClassName.field` of every validated field of every form loaded so far. */
function fieldNames(): string[] {
  const storage = getMetadataStorage() as unknown as {
    readonly validationMetadatas: Map<unknown, { target: unknown; propertyName: string }[]>;
  };
  return [...storage.validationMetadatas.values()].flat().map(({ target, propertyName }) => {
    const name = typeof target === 'function' ? target.name : String(target);
    return `${name}.${propertyName}`;
  });
}
