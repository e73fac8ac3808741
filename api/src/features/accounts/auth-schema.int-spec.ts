import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import { authOptions, type AuthListener } from './auth.js';
import { cookieNames } from './cookies.js';
import { passwordsFor } from './passwords.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function optionsFor(publicUrl: string) {
  const settings = {
    baseUrl: publicUrl,
    secret: 'x'.repeat(40),
    cookies: cookieNames({ publicUrl }),
    passwords: passwordsFor(false),
  };
  return authOptions(settings, {} as AuthListener);
}

describe('the tables of the sign-in library', () => {
  it('are all there: the library would add nothing to what our migrations made', async () => {
    const options = { ...optionsFor('https://vatra.example'), database: pool };
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect(toBeCreated).toEqual([]);
    expect(toBeAdded).toEqual([]);
  });
});

describe('ruling 39: the cookie', () => {
  it('is bound to this origin by its name where there is https', () => {
    const { cookies } = optionsFor('https://vatra.example').advanced;
    expect(cookies.session_token).toEqual({
      name: '__Host-vatra',
      attributes: { secure: true, path: '/', sameSite: 'lax', httpOnly: true },
    });
  });

  it('has a plain name on http, where browsers refuse the other', () => {
    const { cookies } = optionsFor('http://localhost:4300').advanced;
    expect([cookies.session_token.name, cookies.session_token.attributes.secure]).toEqual([
      'vatra',
      false,
    ]);
  });
});
