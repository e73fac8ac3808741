import { createHmac } from 'node:crypto';

/** The value of the `Stripe-Signature` header: one timestamp and one signature for each valid secret. */
export function signatureHeader(
  payload: string,
  secrets: readonly string[],
  nowMs: number,
): string {
  const timestamp = Math.floor(nowMs / 1000);
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
    return `v1=${digest}`;
  });
  return [`t=${timestamp}`, ...signatures].join(',');
}
