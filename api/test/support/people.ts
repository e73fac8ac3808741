import type { DemoMailView } from '@vatra/shared/clock/clock.views';
import type { MeView, PersonView } from '@vatra/shared/accounts/accounts.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { PlatformRole } from '@vatra/shared/policy/roles';
import { nameFirstAdministrator } from '../../src/features/accounts/bootstrap.repository.js';
import type { TestApp } from '../app.js';
import type { Browser } from './browser.js';

export const PASSWORD = 'a long enough password 1';

/** Somebody with an account and an open browser. */
export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly browser: Browser;
}

let made = 0;

/** An address of the demonstration, so that its mails and codes can be read over HTTP. */
export function freshEmail(name: string): string {
  made += 1;
  const local = name.toLowerCase().replace(/[^a-z]+/g, '.');
  return `${local}.${String(process.pid)}.${String(made)}@demo.vatra.example`;
}

/** Signs up and follows the link of the mail, which signs in, all over HTTP. */
export async function aPerson(
  app: TestApp,
  name = 'Ion Popescu',
  email = freshEmail(name),
): Promise<TestPerson> {
  const browser = app.visitor();
  await expectOk(browser.post('/accounts', { email, password: PASSWORD, name, locale: 'ro' }));
  const token = await tokenInMail(app, email, 'accounts.verify-email');
  await expectOk(browser.post('/accounts/email-verification', { token }));
  const { body } = await browser.get<MeView>('/me');
  return { id: body.id, name, email, browser };
}

/** The first administrator of this installation, with a second factor. */
export async function anAdministrator(app: TestApp): Promise<TestPerson> {
  const email = freshEmail('Ana Admin');
  await nameFirstAdministrator(app.database.ownerUrl, email);
  const person = await aPerson(app, 'Ana Admin', email);
  await enrolSecondFactor(app, person);
  return person;
}

/** A person holding platform roles given by the administrator, with a second factor. */
export async function aPersonWith(
  app: TestApp,
  administrator: TestPerson,
  role: PlatformRole,
  name = 'Maria Rusu',
): Promise<TestPerson> {
  const person = await aPerson(app, name);
  await expectOk(
    administrator.browser.post<PersonView>('/people/roles', { email: person.email, role }),
  );
  await enrolSecondFactor(app, person);
  return person;
}

/** Leaves the session with a proven second factor. */
export async function enrolSecondFactor(app: TestApp, person: TestPerson): Promise<void> {
  const code = await firstCode(person);
  await expectOk(person.browser.post('/me/second-factor/confirmation', { code }));
}

/** A code for an approval that has not been used. */
export async function approvalCode(app: TestApp, person: TestPerson): Promise<string> {
  return demoCode(app, person.id, 'approval');
}

export async function demoCode(
  app: TestApp,
  personId: string,
  purpose: 'sign-in' | 'approval',
): Promise<string> {
  const path = `/demo/people/${personId}/code?purpose=${purpose}`;
  return (await expectOk(app.visitor().get<{ code: string }>(path))).code;
}

/** Before the enrolment is confirmed the demo route has no code: it is made of the shown secret. */
async function firstCode(person: TestPerson): Promise<string> {
  const { body } = await person.browser.post<{ secret: string }>('/me/second-factor', {
    password: PASSWORD,
  });
  const { totpCode, totpStep } = await import('../../src/features/accounts/totp.js');
  return totpCode(fromBase32(body.secret), totpStep(new Date()));
}

export async function mailsTo(app: TestApp, email: string): Promise<readonly DemoMailView[]> {
  const path = `/demo/mails?to=${encodeURIComponent(email)}`;
  return (await expectOk(app.visitor().get<Page<DemoMailView>>(path))).items;
}

/** The token in the newest mail of this kind. */
export async function tokenInMail(app: TestApp, email: string, template: string): Promise<string> {
  const mail = (await mailsTo(app, email)).find((sent) => sent.template === template);
  const token = /(?:token=|\/guest\/)([\w.-]+)/.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`No ${template} mail to ${email}`);
  return token;
}

async function expectOk<Body>(sent: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await sent;
  if (status >= 300) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
  return body;
}

function fromBase32(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text]
    .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2))).toString('utf8');
}
