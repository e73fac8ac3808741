import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DebtorUnknown, MessageIdTaken, takeCredit, takePaymentFile } from '../bank.mjs';
import { openBook } from '../book.mjs';
import { PaymentFileInvalid, readPaymentFile } from '../payment-file.mjs';
import { bookPayout, bookPayouts } from '../payouts.mjs';
import { net } from '../statement.mjs';
import { OPERATOR_IBAN, paymentFile } from './sample.mjs';

const ACCOUNT = { iban: OPERATOR_IBAN, bic: 'VATRDE21XXX', owner: 'Vatra', currency: 'EUR' };
const TODAY = '2026-11-22';

/** @type {string} */
let folder;
/** @type {import('../book.mjs').Book} */
let book;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vatra-bank-'));
  book = openBook(join(folder, 'book.jsonl'));
});

afterEach(() => {
  book.close();
  rmSync(folder, { recursive: true });
});

/** @param {Parameters<typeof paymentFile>[0]} [changes] @param {string} [today] @returns {any} */
const hand = (changes, today = TODAY) =>
  takePaymentFile(book, ACCOUNT, paymentFile(changes), today);

describe('a payment file', () => {
  it('is booked on the requested day, with its end-to-end id', () => {
    const answer = hand();
    assert.equal(answer.status, 'ACSP');
    assert.deepEqual(
      book.bookings.map(({ direction, amountMinor, bookingDate, endToEndId }) => [
        direction,
        amountMinor,
        bookingDate,
        endToEndId,
      ]),
      [['debit', 12345, '2026-11-23', 'E-1']],
    );
    assert.equal(book.bookings[0]?.remittance, 'Tranche & work');
  });

  it('is booked today when the requested day is over', () => {
    hand({}, '2027-01-05');
    assert.equal(book.bookings[0]?.bookingDate, '2027-01-05');
  });

  it('handed in twice is carried out once and answered alike', () => {
    const first = hand();
    const second = hand({}, '2026-12-01');
    assert.deepEqual(second, first);
    assert.equal(book.bookings.length, 1);
  });

  it('is refused when its MsgId was used for another content', () => {
    hand();
    assert.throws(() => hand({ transfers: [{ amount: '1.00' }] }), MessageIdTaken);
    assert.equal(book.bookings.length, 1);
  });

  it('cannot pay the same EndToEndId again, in another file or in the same', () => {
    hand();
    const other = hand({ msgId: 'M-2', transfers: [{ id: 'E-1' }, { id: 'E-2' }, { id: 'E-2' }] });
    assert.equal(other.status, 'PART');
    assert.deepEqual(
      other.instructions.map((/** @type {any} */ { status, reason }) => [status, reason]),
      [
        ['RJCT', 'AM05'],
        ['ACSP', undefined],
        ['RJCT', 'AM05'],
      ],
    );
    assert.equal(net(book.bookings), -24690);
  });

  it('of a refused creditor may be sent again under the same EndToEndId, since nothing was paid', () => {
    const answer = hand({ transfers: [{ name: 'Primăria REJECT' }] });
    assert.deepEqual([answer.status, answer.instructions[0].reason], ['RJCT', 'AC04']);
    assert.equal(book.bookings.length, 0);
    assert.equal(hand({ msgId: 'M-2' }).status, 'ACSP');
  });

  it('to a RETURN creditor is debited and comes back two days later', () => {
    hand({ transfers: [{ name: 'Primăria RETURN' }] });
    assert.deepEqual(
      book.bookings.map(({ direction, bookingDate, returnReason }) => [
        direction,
        bookingDate,
        returnReason,
      ]),
      [
        ['debit', '2026-11-23', undefined],
        ['credit', '2026-11-25', 'AC04'],
      ],
    );
    assert.equal(net(book.bookings), 0);
  });

  it('in a currency the account does not hold is refused', () => {
    assert.equal(hand({ transfers: [{ currency: 'MDL' }] }).instructions[0].reason, 'AM03');
  });

  it('debiting somebody else is refused', () => {
    assert.throws(() => hand({ debtor: 'FR1420041010050500013M02606' }), DebtorUnknown);
  });
});

describe('the check of a payment file', () => {
  /** @type {Array<[string, string, string]>} */
  const wrong = [
    ['a wrong control sum', paymentFile({ total: '999.00' }), 'AM10'],
    ['a wrong number of transfers', paymentFile().replace('<NbOfTxs>1', '<NbOfTxs>2'), 'AM19'],
    [
      'a creditor IBAN with a wrong digit',
      paymentFile({ transfers: [{ iban: 'MD25AG000225100013104168' }] }),
      'AC03',
    ],
    ['a zero amount', paymentFile({ transfers: [{ amount: '0.00' }] }), 'AM12'],
    ['a third decimal', paymentFile({ transfers: [{ amount: '1.005' }], total: '1.00' }), 'AM12'],
    ['a date that does not exist', paymentFile().replace('2026-11-23', '2026-02-30'), 'DT01'],
    [
      'another message version',
      paymentFile().replaceAll('pain.001.001.09', 'pain.001.001.03'),
      'FF01',
    ],
    [
      'an entity declaration',
      paymentFile().replace('<Document', '<!DOCTYPE a [<!ENTITY x "y">]><Document'),
      'FF01',
    ],
    ['a cut-off file', paymentFile().slice(0, 400), 'FF01'],
    ['no file at all', '', 'FF01'],
    ['an identifier over 35 characters', paymentFile({ msgId: 'M'.repeat(36) }), 'FF01'],
  ];
  for (const [what, xml, code] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => readPaymentFile(xml),
        (error) => error instanceof PaymentFileInvalid && error.code === code,
      );
    });
  }
});

describe('the book', () => {
  it('is the same after a restart, half a line of a crash left out', () => {
    hand();
    takeCredit(book, {
      reference: 'R-1',
      amountMinor: 500,
      currency: 'EUR',
      remittance: '',
      valueDate: TODAY,
    });
    book.close();
    const file = join(folder, 'book.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"type":"credit","refer`);
    book = openBook(file);
    assert.equal(net(book.bookings), 500 - 12345);
    assert.equal(hand().status, 'ACSP');
    assert.equal(book.bookings.length, 2);
    hand({ msgId: 'M-2', transfers: [{ id: 'E-2' }] });
    book.close();
    book = openBook(file);
    assert.equal(book.bookings.length, 3);
    assert.equal(new Set(book.bookings.map(({ id }) => id)).size, 3);
  });
});

describe("Stripe's payouts", () => {
  const payout = {
    id: 'po_1',
    amount: 9_700,
    currency: 'eur',
    status: 'paid',
    arrival_date: 1_795_500_000,
  };

  it('are credited once, on the day they arrive', () => {
    bookPayout(book, payout);
    bookPayout(book, payout);
    assert.deepEqual(
      book.bookings.map(({ amountMinor, bookingDate, creditReference }) => [
        amountMinor,
        bookingDate,
        creditReference,
      ]),
      [[9_700, '2026-11-24', 'po_1']],
    );
  });

  it('that are on the way are not money yet; one that fails after it was paid leaves again', () => {
    bookPayout(book, { ...payout, status: 'in_transit' });
    bookPayout(book, { ...payout, status: 'failed' });
    assert.equal(book.bookings.length, 0);
    bookPayout(book, payout);
    bookPayout(book, { ...payout, status: 'failed' });
    bookPayout(book, { ...payout, status: 'failed' });
    assert.equal(book.bookings.length, 2);
    assert.equal(net(book.bookings), 0);
  });

  it('are read page by page, oldest first', async () => {
    const pages = [
      {
        data: [
          { ...payout, id: 'po_3' },
          { ...payout, id: 'po_2' },
        ],
        has_more: true,
      },
      { data: [payout], has_more: false },
    ];
    /** @type {string[]} */
    const asked = [];
    const call = async (/** @type {any} */ url) => {
      asked.push(String(url).split('?')[1] ?? '');
      return Response.json(pages[asked.length - 1]);
    };
    await bookPayouts(
      book,
      { apiBase: 'http://stripe', secretKey: 'sk_test' },
      /** @type {any} */ (call),
    );
    assert.deepEqual(asked, ['limit=100', 'limit=100&starting_after=po_2']);
    assert.deepEqual(
      book.bookings.map(({ creditReference }) => creditReference),
      ['po_1', 'po_2', 'po_3'],
    );
  });
});
