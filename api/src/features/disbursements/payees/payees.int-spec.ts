import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import type { Answer } from '../../../../test/support/browser.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFinanceTeam,
  offerPayee,
  verifyPayee,
  type Finance,
} from '../../../../test/support/funded.js';
import { aPerson, type TestPerson } from '../../../../test/support/people.js';
import { aFile, aVillage, ok, type Village } from '../../../../test/support/village.js';

const IBAN = 'MD24AG000225100013104168';
const OTHER_IBAN = 'RO49AAAA1B31007593840000';
const SCENE_TIMEOUT_MS = 180_000;

let app: TestApp;
let village: Village;
let neighbour: TestPerson;
let finance: Finance;

beforeAll(async () => {
  app = await startTestApp();
  village = await aVillage(app);
  neighbour = await aMayorElsewhere();
  finance = await aFinanceTeam(app, village);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

/** Who founds an authority is its mayor; it is another one than the village's. */
async function aMayorElsewhere(): Promise<TestPerson> {
  const person = await aPerson(app, 'Nae Neighbour');
  const authority = {
    kind: 'local_authority',
    name: 'Primăria vecină (demo)',
    country: 'MD',
    placeIds: [village.placeId],
    contactEmail: person.email,
  };
  await ok(person.browser.post('/organisations', authority));
  return person;
}

/** The account this person would have the village paid on; the letter is uploaded beforehand. */
async function offerBy(person: TestPerson, changes: object = {}) {
  const body = {
    iban: IBAN,
    holder: 'Primaria',
    kind: 'bank',
    bankLetterFileId: await aFile(person.browser, 'bank-letter'),
    ...changes,
  };
  const path = `/organisations/${village.authorityId}/payee-accounts`;
  return () => person.browser.post(path, body);
}

const decide = (person: TestPerson, id: string) => () =>
  person.browser.post(`/payee-accounts/${id}/verification`, {
    decision: 'accept',
    reason: 'as in the letter of the bank',
  });

describe('the account an authority is paid on', () => {
  it('is offered by its own mayor, with a letter and right check digits', async () => {
    expect(await refusal(await offerBy(neighbour))).toBe('organisations.not-yours');
    expect(await refusal(await offerBy(village.focalPoint))).toBe('http.forbidden');
    const misspelt = { iban: IBAN.replace('24', '25') };
    expect(await refusal(await offerBy(village.mayor, misspelt))).toBe('http.invalid');
    const photo = { bankLetterFileId: await aFile(village.mayor.browser, 'photo') };
    expect(await refusal(await offerBy(village.mayor, photo))).toBe('files.not-usable');
    const borrowed = { bankLetterFileId: await aFile(neighbour.browser, 'bank-letter') };
    expect(await refusal(await offerBy(village.mayor, borrowed))).toBe('files.not-usable');
  });

  it('waits for finance, one at a time, and is decided once', async () => {
    const { id } = await offerPayee(village, IBAN);
    const second = await offerBy(village.mayor, { iban: OTHER_IBAN });
    expect(await refusal(second)).toBe('disbursements.payee-waiting');
    expect(await refusal(decide(village.reviewer, id))).toBe('http.forbidden');
    await verifyPayee(finance, id);
    expect(await refusal(decide(finance.checker, id))).toBe('disbursements.payee-not-offered');
  });

  it('is not offered again when nothing about it is new', async () => {
    expect(await refusal(await offerBy(village.mayor))).toBe('disbursements.payee-known');
  });
});
