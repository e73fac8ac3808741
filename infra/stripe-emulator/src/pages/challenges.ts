import { parseForm } from '../contract/form.js';
import type { Emulator } from '../emulator.js';
import { redirect, sendPage, type Exchange } from '../http/exchange.js';
import { challengePage, messagePage } from './other-pages.js';
import { paymentChallenge } from './payment-challenge.js';
import { setupChallenge } from './setup-challenge.js';

const GONE = 410;

/** The bank's authentication page, for hosted sessions and for intents confirmed over the API. */
export async function answerChallenge(
  emulator: Emulator,
  exchange: Exchange,
  intentId: string,
): Promise<void> {
  const challenge = paymentChallenge(emulator, intentId) ?? setupChallenge(emulator, intentId);
  if (!challenge) {
    const text = 'This payment does not wait for an authentication.';
    sendPage(exchange.response, GONE, messagePage('Nothing to confirm', text, null));
    return;
  }
  if (exchange.method !== 'POST') {
    sendPage(exchange.response, 200, challengePage(challenge.id, challenge.question));
    return;
  }
  const passed = parseForm(exchange.body)['result'] === 'complete';
  redirect(exchange.response, await emulator.step(() => challenge.conclude(passed)));
}
