import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DemoPersonView,
  EmailVerifiedView,
  MeView,
  SignInView,
} from '@vatra/shared/accounts/accounts.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type Browser, type TestApp } from '../../../test/app.js';
import { refusalOf } from '../../../test/support/footprint.js';
import {
  PASSWORD,
  aPerson,
  aPersonWith,
  anAdministrator,
  demoCode,
  enrolSecondFactor,
  freshEmail,
  mailsTo,
  tokenInMail,
  type TestPerson,
} from '../../../test/support/people.js';

let app: TestApp;
let administrator: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  administrator = await anAdministrator(app);
});
afterAll(() => app.close());

function countRows(table: string): Promise<number> {
  return app.database
    .query<{ count: string }>(`SELECT count(*) FROM ${table}`)
    .then(([row]) => Number(row?.count));
}

async function signIn(email: string) {
  const browser = app.visitor();
  const answer = await browser.post<SignInView>('/sessions', { email, password: PASSWORD });
  return { browser, answer };
}

describe('signing up', () => {
  it('opens no session before the address is verified', async () => {
    const email = freshEmail('Vasile Moraru');
    const visitor = app.visitor();
    const person = { email, password: PASSWORD, name: 'Vasile Moraru', locale: 'ro' };
    expect((await visitor.post('/accounts', person)).status).toBe(202);
    const early = await visitor.post<Problem>('/sessions', { email, password: PASSWORD });
    expect([early.status, early.body.code]).toEqual([403, 'accounts.email-not-verified']);
    expect((await visitor.get('/me')).status).toBe(401);
  });

  it('signs in by the link of the mail, once', async () => {
    const email = freshEmail('Elena Rusu');
    const person = { email, password: PASSWORD, name: 'Elena Rusu', locale: 'ro' };
    const first = app.visitor();
    await first.post('/accounts', person);
    const token = await tokenInMail(app, email, 'accounts.verify-email');
    const verify = async (browser: Browser) =>
      (await browser.post<EmailVerifiedView>('/accounts/email-verification', { token })).body.next;
    expect(await verify(first)).toBe('signed-in');
    expect((await first.get<MeView>('/me')).body.name).toBe('Elena Rusu');
    const second = app.visitor();
    expect(await verify(second)).toBe('sign-in');
    expect((await second.get('/me')).status).toBe(401);
  });

  it('answers the same for a known and an unknown address, and tells only the owner', async () => {
    const { email } = await aPerson(app);
    const fresh = freshEmail('Nou Venit');
    const ask = (address: string) =>
      app.visitor().post('/accounts', {
        email: address,
        password: 'another long password 2',
        name: 'Cineva',
        locale: 'ro',
      });
    const [known, unknown] = [await ask(email), await ask(fresh)];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect((await mailsTo(app, email))[0]?.template).toBe('accounts.known-already');
    expect((await signIn(email)).answer.status).toBe(200);
  });

  it('refuses a password of 14 characters', async () => {
    const answer = await app.visitor().post<Problem>('/accounts', {
      email: freshEmail('Scurt'),
      password: '12345678901234',
      name: 'Scurt',
      locale: 'ro',
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ pointer: '/password', code: 'v.password', params: { min: 15, max: 128 } }],
    ]);
  });
});

describe('signing in', () => {
  it('answers the same for an unknown address and a wrong password', async () => {
    const { email } = await aPerson(app);
    const ask = (address: string) =>
      app.visitor().post<Problem>('/sessions', { email: address, password: 'wrong password 123' });
    const [known, unknown] = [await ask(email), await ask(freshEmail('Nimeni'))];
    expect([known.status, known.body.code]).toEqual([401, 'accounts.wrong-credentials']);
    expect([unknown.status, unknown.body.code]).toEqual([401, 'accounts.wrong-credentials']);
  });

  it('ruling 39: stores a hash of the session token, never the token', async () => {
    const { browser } = await aPerson(app);
    const cookie = browser.cookie('vatra') ?? '';
    const token = decodeURIComponent(cookie).split('.')[0] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(32);
    const rows = await app.database.query<{ token: string }>('SELECT token FROM sign_in_sessions');
    expect(rows.every((row) => row.token.startsWith('sha256:'))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('ends after ten wrong passwords, whoever asks, until time has passed', async () => {
    const { email } = await aPerson(app);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await app.visitor().post('/sessions', { email, password: 'wrong password 123' });
    }
    expect((await signIn(email)).answer.status).toBe(429);
  });

  it('signs out for good', async () => {
    const { browser } = await aPerson(app);
    const cookie = browser.cookie('vatra') ?? '';
    expect((await browser.delete('/sessions/current')).status).toBe(204);
    const again = app.visitor();
    const answer = await again.get('/me', { headers: { cookie: `vatra=${cookie}` } });
    expect(answer.status).toBe(401);
  });

  it('refuses a foreign Origin before anything happens', async () => {
    const { browser, email } = await aPerson(app);
    const headers = { origin: 'https://evil.example' };
    const before = await countRows('sign_in_sessions');
    const foreign = await browser.delete<Problem>('/sessions/current', { headers });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'http.foreign-origin']);
    const login = { email, password: PASSWORD };
    expect((await app.visitor().post('/sessions', login, { headers })).status).toBe(403);
    expect(await countRows('sign_in_sessions')).toBe(before);
    expect((await browser.get('/me')).status).toBe(200);
  });
});

describe('the second factor', () => {
  it('ruling 38: asks for a code after the password, and takes each code once', async () => {
    const person = await aPerson(app);
    await enrolSecondFactor(app, person);
    const first = await signIn(person.email);
    expect(first.answer.body).toEqual({ next: 'second-factor' });
    expect((await first.browser.get('/me')).status).toBe(401);
    const code = await demoCode(app, person.id, 'sign-in');
    const opened = await first.browser.post('/sessions/second-factor', { code });
    expect(opened.status).toBe(200);
    expect((await first.browser.get<MeView>('/me')).body.email).toBe(person.email);

    const second = await signIn(person.email);
    const sessions = await countRows('sign_in_sessions');
    const replay = await second.browser.post<Problem>('/sessions/second-factor', { code });
    expect([replay.status, replay.body.code]).toEqual([401, 'accounts.code-already-used']);
    expect((await second.browser.get('/me')).status).toBe(401);
    expect(await countRows('sign_in_sessions')).toBe(sessions);
  });

  it('refuses a wrong code and a code without the password before', async () => {
    const person = await aPerson(app);
    await enrolSecondFactor(app, person);
    const { browser } = await signIn(person.email);
    const wrong = await browser.post<Problem>('/sessions/second-factor', { code: '000000' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'accounts.wrong-code']);
    const alone = await app.visitor().post<Problem>('/sessions/second-factor', { code: '000000' });
    expect([alone.status, alone.body.code]).toEqual([401, 'accounts.challenge-over']);
  });

  it('ruling 38: a role that needs it sleeps until the session has proved it', async () => {
    const person = await aPerson(app, 'Elena Recenzor');
    await administrator.browser.post('/people/roles', {
      email: person.email,
      role: 'platform_reviewer',
    });
    const early = await person.browser.get<Problem>('/organisations/review-queue');
    expect([early.status, early.body.code]).toEqual([403, 'http.second-factor-needed']);
    const me = (await person.browser.get<MeView>('/me')).body;
    expect([me.secondFactor, me.secondFactorNeeded]).toEqual(['none', true]);
    const [duty] = (await person.browser.get<{ kind: string }[]>('/me/duties')).body;
    expect(duty?.kind).toBe('duty.accounts.enrol-second-factor');
    await enrolSecondFactor(app, person);
    expect((await person.browser.get('/organisations/review-queue')).status).toBe(200);
  });

  it('is enrolled once, with the password, and confirmed only where it was begun', async () => {
    const person = await aPerson(app);
    const confirm = () => person.browser.post('/me/second-factor/confirmation', { code: '123456' });
    const enrol = (password: string) => person.browser.post('/me/second-factor', { password });
    expect(await refusalOf(app, confirm)).toBe('accounts.second-factor-not-enrolled');
    expect(await refusalOf(app, () => enrol('another password 12'))).toBe(
      'accounts.wrong-credentials',
    );
    await enrolSecondFactor(app, person);
    expect(await refusalOf(app, () => enrol(PASSWORD))).toBe(
      'accounts.second-factor-enrolled-already',
    );
  });

  it('steps a session up that was opened before the enrolment', async () => {
    const reviewer = await aPersonWith(app, administrator, 'auditor');
    expect((await reviewer.browser.get('/me')).status).toBe(200);
    const person = await aPerson(app);
    const other = (await signIn(person.email)).browser;
    await enrolSecondFactor(app, person);
    const code = await demoCode(app, person.id, 'sign-in');
    expect((await other.post('/sessions/second-factor', { code })).status).toBe(200);
    expect((await other.post('/sessions/second-factor', { code })).status).toBe(401);
  });
});

describe('password reset', () => {
  it('answers alike, works once, and ends every session', async () => {
    const person = await aPerson(app);
    const ask = (email: string) => app.visitor().post('/password-resets', { email });
    const [known, unknown] = [await ask(person.email), await ask(freshEmail('Necunoscut'))];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    const token = await tokenInMail(app, person.email, 'accounts.reset-password');
    const password = 'a quite different password';
    const reset = () =>
      app.visitor().post<Problem>('/password-resets/completion', { token, password });
    expect((await reset()).status).toBe(200);
    const again = await reset();
    expect([again.status, again.body.code]).toEqual([422, 'accounts.link-not-valid']);
    expect((await person.browser.get('/me')).status).toBe(401);
    const fresh = await app.visitor().post('/sessions', { email: person.email, password });
    expect(fresh.status).toBe(200);
  });
});

describe('roles of the platform', () => {
  it('are given by an administrator, never to oneself, and only once', async () => {
    const person = await aPerson(app);
    const grant = (email: string) =>
      administrator.browser.post<Problem>('/people/roles', { email, role: 'finance_maker' });
    expect((await grant(person.email)).status).toBe(200);
    expect((await grant(person.email)).body.code).toBe('accounts.role-held-already');
    expect((await grant(administrator.email)).body.code).toBe('accounts.role-to-self');
    expect((await grant(freshEmail('Nimeni'))).body.code).toBe('accounts.person-unknown');
    const [row] = await app.database.query<{ granted_by: string }>(
      'SELECT granted_by FROM person_roles WHERE person_id = $1',
      [person.id],
    );
    expect(row?.granted_by).toBe(administrator.id);
  });

  it('cannot be given by anybody else', async () => {
    const person = await aPerson(app);
    const body = { email: administrator.email, role: 'auditor' };
    expect((await person.browser.post('/people/roles', body)).status).toBe(403);
    expect((await app.visitor().post('/people/roles', body)).status).toBe(401);
  });
});

describe('guests', () => {
  it('ruling 40: answers alike for addresses nobody gave with, and writes to none', async () => {
    const email = freshEmail('Donator');
    const answer = await app.visitor().post('/guest-links', { email });
    expect(answer.status).toBe(202);
    expect(await mailsTo(app, email)).toEqual([]);
  });

  it('refuses a token that was never given', async () => {
    const token = 'x'.repeat(43);
    const answer = await app.visitor().post<Problem>('/guest-sessions', { token });
    expect([answer.status, answer.body.code]).toEqual([422, 'accounts.link-not-valid']);
  });
});

describe('demo mode', () => {
  it('lists the people of the demonstration with their hats', async () => {
    const { body } = await app.visitor().get<DemoPersonView[]>('/demo/people');
    const found = body.find(({ id }) => id === administrator.id);
    expect(found?.role).toBe('administrator');
  });
});
