import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { advance, DAY_S } from '../../testing/money-story.js';
import { pay, quiet } from '../../testing/payer.js';

const PLAIN = '4000002760000016';
const PDF = Buffer.from('%PDF-1.4 a receipt');

let emulator: ChildEmulator;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startEmulator();
  stripe = emulator.stripe;
});

afterAll(async () => {
  expect(emulator.faults).toEqual([]);
  await emulator.stop();
});

function upload(data: Buffer, name = 'receipt.pdf', key?: string): Promise<Stripe.File> {
  return stripe.files.create(
    { file: { data, name, type: 'application/pdf' }, purpose: 'dispute_evidence' },
    key === undefined ? {} : { idempotencyKey: key },
  );
}

async function disputed(kind: 'chargeback' | 'inquiry' = 'chargeback'): Promise<string> {
  const { charge } = await pay(emulator, PLAIN, 2_500);
  await quiet(emulator);
  const opened = await emulator.control('POST', 'disputes', { charge: charge.id, kind });
  return String(opened['id']);
}

describe('an upload', () => {
  it('is told by its first bytes, and listed with the name it came with', async () => {
    const file = await upload(PDF);
    expect(file).toMatchObject({ type: 'pdf', size: PDF.length, filename: 'receipt.pdf' });
    expect((file.expires_at ?? 0) - file.created).toBe(270 * DAY_S);
    const { data } = await stripe.files.list({ purpose: 'dispute_evidence' });
    expect(data.map(({ id }) => id)).toContain(file.id);
  });

  it('is made once under one key, whatever the boundary; other bytes are another request', async () => {
    const first = await upload(PDF, 'once.pdf', 'upload-1');
    expect((await upload(PDF, 'once.pdf', 'upload-1')).id).toBe(first.id);
    const other = upload(Buffer.from('%PDF-1.7 another'), 'once.pdf', 'upload-1');
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
  });

  it.each([
    ['nothing', Buffer.alloc(0), /empty/],
    ['too much', Buffer.concat([PDF, Buffer.alloc(5_000_000)]), /too large/],
    ['what no bank reads', Buffer.from('PK a document'), /type/],
  ])('refuses %s', async (_what, data, message) => {
    await expect(upload(data)).rejects.toMatchObject({ statusCode: 400, param: 'file', message });
  });

  it('is a body in parts, and nothing else is', async () => {
    const send = (path: string, headers: Record<string, string>, body: string) =>
      fetch(`${emulator.url}${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_1234', ...headers },
        body,
      });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const plain = await send('/v1/files', form, 'purpose=dispute_evidence');
    expect([plain.status, await plain.text()]).toEqual([400, expect.stringContaining('multipart')]);
    const parts = { 'content-type': 'multipart/form-data; boundary=x' };
    const part = '--x\r\nContent-Disposition: form-data; name="amount"\r\n\r\n5\r\n--x--\r\n';
    const odd = await send('/v1/payouts', parts, part);
    expect([odd.status, await odd.text()]).toEqual([400, expect.stringContaining('urlencoded')]);
    const open = await send('/v1/files', parts, part.slice(0, -8));
    expect(open.status).toBe(400);
  });
});

describe('files as evidence', () => {
  it('go to the bank with the texts', async () => {
    const id = await disputed();
    const { id: receipt } = await upload(PDF);
    const sent = await stripe.disputes.update(id, {
      evidence: { receipt, uncategorized_text: 'x'.repeat(20_000) },
      submit: true,
    });
    expect(sent).toMatchObject({ status: 'under_review', evidence: { receipt } });
    expect(sent.evidence_details).toMatchObject({ submission_count: 1, past_due: false });
  });

  it('that do not exist, or are too many bytes together, or too many letters, are refused', async () => {
    const id = await disputed();
    const big = Buffer.concat([PDF, Buffer.alloc(2_400_000)]);
    const [one, two] = [await upload(big), await upload(big, 'two.pdf')];
    const tries: [object, object][] = [
      [
        { receipt: 'file_none' },
        { param: 'evidence[receipt]', message: "No such file upload: 'file_none'" },
      ],
      [{ receipt: one.id, uncategorized_file: two.id }, { param: 'evidence' }],
      [{ uncategorized_text: 'x'.repeat(20_001) }, { param: 'evidence[uncategorized_text]' }],
    ];
    for (const [evidence, error] of tries) {
      const params = { evidence, submit: false } as Stripe.DisputeUpdateParams;
      const update = stripe.disputes.update(id, params);
      await expect(update).rejects.toMatchObject({ statusCode: 400, ...error });
    }
    expect((await stripe.disputes.retrieve(id)).evidence_details.has_evidence).toBe(false);
  });

  it('for an inquiry whose day is over are taken, and said to be late', async () => {
    const id = await disputed('inquiry');
    const { evidence_details: details, created } = await stripe.disputes.retrieve(id);
    await advance(emulator, (details.due_by ?? 0) - created + DAY_S);
    const late = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'late' } });
    expect(late.evidence_details.past_due).toBe(true);
    expect(late.status).toBe('warning_under_review');
  });
});
