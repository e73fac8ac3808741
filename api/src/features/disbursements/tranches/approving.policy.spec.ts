import { describe, expect, it } from '@jest/globals';
import {
  approvalsNeeded,
  changedRecently,
  contentHash,
  instructionIdOf,
  type PaymentContent,
} from './approving.policy.js';

const content: PaymentContent = {
  trancheId: '0192f0c1-0000-7000-8000-000000000001',
  attempt: 1,
  amountMinor: 300_000,
  currency: 'EUR',
  payeeAccountId: '0192f0c1-0000-7000-8000-000000000002',
  payeeFingerprint: 'f'.repeat(64),
  holder: 'Primaria Cornesti',
  instructionId: 'VT0192f0c1000070008000000000000001',
};

describe('the content an approval is bound to', () => {
  it('has the same hash as long as nothing changes', () => {
    expect(contentHash({ ...content })).toBe(contentHash(content));
    expect(contentHash(content)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<Partial<PaymentContent>>([
    { amountMinor: 300_001 },
    { payeeAccountId: '0192f0c1-0000-7000-8000-000000000003' },
    { payeeFingerprint: 'e'.repeat(64) },
    { holder: 'Primaria Cornesti 2' },
    { instructionId: 'VT0192f0c1000070008000000000000002' },
    { attempt: 2 },
    { trancheId: '0192f0c1-0000-7000-8000-000000000004' },
  ])('has another hash with %j', (changes) => {
    expect(contentHash({ ...content, ...changes })).not.toBe(contentHash(content));
  });
});

describe('R73: how many checkers', () => {
  it.each([
    [1_000_000, false, 1],
    [1_000_001, false, 2],
    [100, true, 2],
  ])('%d cents, payee changed lately %s: %d', (amountMinor, changed, needed) => {
    expect(approvalsNeeded(amountMinor, changed)).toBe(needed);
  });

  it('calls a payee changed for 90 days after it took the place of another', () => {
    const decidedAt = new Date('2026-01-01T00:00:00Z');
    const on = (day: string) => new Date(`${day}T00:00:00Z`);
    expect(changedRecently({ isChange: true, decidedAt }, on('2026-03-31'))).toBe(true);
    expect(changedRecently({ isChange: true, decidedAt }, on('2026-04-01'))).toBe(false);
    expect(changedRecently({ isChange: false, decidedAt }, on('2026-01-02'))).toBe(false);
  });
});

describe('R75: one id for all attempts', () => {
  it('fits into the 35 characters of an EndToEndId and depends on the tranche alone', () => {
    expect(instructionIdOf(content.trancheId)).toBe('VT0192f0c1000070008000000000000001');
    expect(instructionIdOf(content.trancheId).length).toBeLessThanOrEqual(35);
  });
});
