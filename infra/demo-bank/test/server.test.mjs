import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { openBook } from '../book.mjs';
import { createBankServer } from '../server.mjs';
import { OPERATOR_IBAN, paymentFile } from './sample.mjs';

const folder = mkdtempSync(join(tmpdir(), 'vatra-bank-'));
const account = { iban: OPERATOR_IBAN, bic: 'VATRDE21XXX', owner: 'Vatra', currency: 'EUR' };

/** @param {import('node:http').Server} server */
async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

/** @param {string} xml */
const parse = (xml) =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    isArray: (name) => name === 'Ntry',
  }).parse(xml).Document.BkToCstmrStmt.Stmt;

describe('the bank over HTTP', () => {
  const book = openBook(join(folder, 'http.jsonl'));
  const server = createBankServer({ book, account, stripe: null });
  /** @type {string} */
  let address;
  before(async () => {
    address = await listen(server);
  });
  after(() => {
    server.close();
    server.closeAllConnections();
    book.close();
  });

  /** @param {string} path @param {string} body @param {Record<string, string>} [headers] */
  const post = (path, body, headers = { 'content-type': 'application/xml' }) =>
    fetch(address + path, { method: 'POST', body, headers });

  it('shows a paid instruction and a credit in the statement of their days only', async () => {
    const answer = await post('/payment-files?date=2026-11-22', paymentFile());
    assert.equal(answer.status, 200);
    const credit = JSON.stringify({
      amountMinor: 50_000,
      currency: 'EUR',
      reference: 'VATRA-7K',
      remittance: 'for the school <roof>',
      valueDate: '2026-11-20',
      payerName: 'Ion & Ana',
      payerIban: 'FR1420041010050500013M02606',
    });
    const type = { 'content-type': 'application/json' };
    assert.equal((await post('/credits', credit, type)).status, 201);
    assert.equal((await post('/credits', credit, type)).status, 200);

    const statement = parse(
      await (await fetch(`${address}/statements?from=2026-11-21&to=2026-11-23`)).text(),
    );
    assert.equal(statement.Acct.Id.IBAN, OPERATOR_IBAN);
    assert.deepEqual(
      statement.Bal.map((/** @type {any} */ { Tp, Amt, CdtDbtInd }) => [
        Tp.CdOrPrtry.Cd,
        Amt['#text'],
        CdtDbtInd,
      ]),
      [
        ['OPBD', '500.00', 'CRDT'],
        ['CLBD', '376.55', 'CRDT'],
      ],
    );
    assert.equal(statement.Ntry.length, 1);
    const [debit] = statement.Ntry;
    assert.deepEqual(
      [debit.Amt['#text'], debit.CdtDbtInd, debit.Sts.Cd],
      ['123.45', 'DBIT', 'BOOK'],
    );
    assert.equal(debit.NtryDtls.TxDtls.Refs.EndToEndId, 'E-1');

    const earlier = parse(
      await (await fetch(`${address}/statements?from=2026-11-20&to=2026-11-20`)).text(),
    );
    const [credited] = earlier.Ntry;
    assert.equal(credited.NtryDtls.TxDtls.RltdPties.Dbtr.Pty.Nm, 'Ion & Ana');
    assert.equal(credited.NtryDtls.TxDtls.RmtInf.Ustrd, 'for the school <roof>');
    assert.equal(credited.NtryDtls.TxDtls.Refs.EndToEndId, 'VATRA-7K');
  });

  it('refuses with a code and books nothing', async () => {
    const lines = book.bookings.length;
    const answers = [
      await post('/payment-files?date=2026-11-22', paymentFile({ msgId: 'M-9', total: '1.00' })),
      await post('/payment-files?date=22.11.2026', paymentFile({ msgId: 'M-9' })),
      await post('/payment-files', paymentFile({ transfers: [{ amount: '7.00' }] })),
      await post('/credits', '{"amountMinor":-5}', { 'content-type': 'application/json' }),
      await fetch(`${address}/statements?from=2026-12-01&to=2026-11-01`),
      await fetch(`${address}/nothing`),
    ];
    const told = await Promise.all(
      answers.map(async (a) => [a.status, /** @type {any} */ (await a.json()).code]),
    );
    assert.deepEqual(told, [
      [422, 'AM10'],
      [400, 'request'],
      [409, 'DU01'],
      [400, 'request'],
      [400, 'request'],
      [404, 'request'],
    ]);
    assert.equal(book.bookings.length, lines);
  });

  it('takes a file from a person through the page and shows names without running them', async () => {
    const form = new FormData();
    const xml = paymentFile({ msgId: 'M-2', transfers: [{ id: 'E-7', name: '&lt;b&gt;Town' }] });
    form.set('file', new File([xml], 'payments.xml', { type: 'application/xml' }));
    form.set('date', '2026-11-24');
    const headers = { accept: 'text/html' };
    const answer = await fetch(`${address}/payment-files`, { method: 'POST', body: form, headers });
    assert.match(await answer.text(), /E-7: ACSP 2026-11-24/);
    const page = await (await fetch(`${address}/?date=2026-11-24`, { headers })).text();
    assert.match(page, /name="file"/);
    assert.ok(page.includes('&#60;b&#62;Town'));
    assert.ok(!page.includes('<b>Town'));
  });
});

describe('the bank beside Stripe', () => {
  it('credits payouts before it gives the statement, and gives none when Stripe is silent', async () => {
    const payout = {
      id: 'po_1',
      amount: 1_000,
      currency: 'eur',
      status: 'paid',
      arrival_date: 1_795_500_000,
    };
    let key = '';
    const stripe = createServer((request, response) => {
      key = request.headers.authorization ?? '';
      response.end(JSON.stringify({ data: [payout], has_more: false }));
    });
    const access = { apiBase: await listen(stripe), secretKey: 'sk_test_1' };
    const book = openBook(join(folder, 'stripe.jsonl'));
    const server = createBankServer({ book, account, stripe: access });
    const address = await listen(server);
    try {
      const url = `${address}/statements?from=2026-11-24&to=2026-11-24`;
      const statement = parse(await (await fetch(url)).text());
      assert.equal(statement.Ntry[0].NtryDtls.TxDtls.Refs.EndToEndId, 'po_1');
      assert.equal(key, 'Bearer sk_test_1');
      stripe.close();
      stripe.closeAllConnections();
      assert.equal((await fetch(url)).status, 503);
    } finally {
      server.close();
      server.closeAllConnections();
      book.close();
    }
  });

  it('tells Stripe of what it pays there, with every file, and takes the file again', async () => {
    const topUpIban = 'IE29AIBK93115212345678';
    /** @type {string[]} */
    const told = [];
    const stripe = createServer(async (request, response) => {
      for await (const part of request) told.push(String(part));
      response.end('{}');
    });
    const access = { apiBase: await listen(stripe), secretKey: 'sk_test_1', topUpIban };
    const book = openBook(join(folder, 'topups.jsonl'));
    const server = createBankServer({ book, account, stripe: access });
    const url = `${await listen(server)}/payment-files?date=2026-11-22`;
    const body = paymentFile({ transfers: [{ id: 'VS1', iban: topUpIban }, { id: 'VT1' }] });
    const hand = () => fetch(url, { method: 'POST', body });
    try {
      assert.equal((await hand()).status, 200);
      assert.equal((await hand()).status, 200);
      const topUp = { amount: 12_345, reference: 'VS1' };
      assert.deepEqual(told, [JSON.stringify(topUp), JSON.stringify(topUp)]);
      stripe.close();
      stripe.closeAllConnections();
      assert.equal((await hand()).status, 503);
    } finally {
      server.close();
      server.closeAllConnections();
      book.close();
    }
  });
});

describe('the bank as a process', () => {
  it('ends when the launcher that started it is gone', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../main.mjs')], {
      env: { PATH: process.env.PATH, PORT: '0', BANK_BOOK: join(folder, 'process.jsonl') },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'spawn');
    setTimeout(() => child.disconnect(), 400);
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    rmSync(folder, { recursive: true, force: true });
  });
});
