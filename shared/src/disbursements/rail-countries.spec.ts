import { describe, expect, it } from '@jest/globals';
import { takesStripeTransfers } from './rail-countries.js';

describe('where Stripe sends to', () => {
  it('is the region of the platform, and not a country it serves on request only', () => {
    expect(['RO', 'IT', 'GB', 'CH', 'US', 'CA'].every(takesStripeTransfers)).toBe(true);
    expect(['MD', 'AL', 'AM', 'UA', 'MX', ''].some(takesStripeTransfers)).toBe(false);
  });
});
