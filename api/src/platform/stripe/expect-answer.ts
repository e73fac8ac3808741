import { StripeAnswerWrong } from './stripe-failure.js';

/** Members of an answer by Stripe's own names, and what they must say. */
export type Asked = Readonly<
  Record<string, string | number | boolean | Readonly<Record<string, string>>>
>;

/**
 * An answer that speaks of another object, another sum, account or mode is none: nothing is booked by
 * it, the outcome stays unknown, and what was really made is found by its mark.
 *
 * @throws StripeAnswerWrong
 */
export function expectAnswer<T extends object>(answer: T, asked: Asked): T {
  for (const [name, wanted] of Object.entries(asked)) {
    const told = (answer as Readonly<Record<string, unknown>>)[name];
    if (!isAsAsked(told, wanted)) {
      throw new StripeAnswerWrong(`Asked for ${name} ${text(wanted)}, got ${text(told)}`);
    }
  }
  return answer;
}

/** Of a list and of metadata Stripe may tell more; a reference may be the whole object. */
function isAsAsked(told: unknown, wanted: Asked[string]): boolean {
  if (typeof wanted === 'object') {
    const members = (told ?? {}) as Readonly<Record<string, unknown>>;
    return Object.entries(wanted).every(([name, value]) => members[name] === value);
  }
  if (typeof told === 'object' && told !== null) return (told as { id?: unknown }).id === wanted;
  return told === wanted;
}

/** No answer is written out whole: it may name people. */
function text(value: unknown): string {
  return typeof value === 'object' ? 'an object' : JSON.stringify(value ?? null);
}
