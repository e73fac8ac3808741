import type { AccountLink } from '../book/kinds.js';
import { parseForm } from '../contract/form.js';
import type { Emulator } from '../emulator.js';
import { redirect, sendPage, type Exchange } from '../http/exchange.js';
import {
  endOnboarding,
  openLink,
  type OnboardingEnd,
} from '../resources/accounts/account-links.js';
import { escapeHtml, page } from './html.js';
import { messagePage } from './other-pages.js';

const ENDS: readonly OnboardingEnd[] = ['complete', 'incomplete', 'reject'];

/** The pages on which a payee says who they are, under `/onboarding/`. A link opens them once. */
export class OnboardingPages {
  readonly #emulator: Emulator;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  async answer(exchange: Exchange): Promise<void> {
    const [, , id = ''] = exchange.path.split('/');
    const link = this.#emulator.book.find('v2.core.account_link', id)?.object;
    if (!link) {
      const text = 'There is no such page. The address may have been cut off.';
      sendPage(exchange.response, 404, messagePage('Nothing here', text, null));
      return;
    }
    if (exchange.method === 'POST') return this.#end(exchange, link);
    const visit = await this.#emulator.step(() => openLink(this.#emulator, link));
    if (visit === null) redirect(exchange.response, refreshUrl(link));
    else sendPage(exchange.response, 200, this.#form(link, visit));
  }

  #form(link: AccountLink, visit: string): string {
    const { display_name: name, identity } = this.#emulator.book.get(
      'v2.core.account',
      link.account,
    );
    const country = identity?.country?.toUpperCase() ?? '';
    return page(
      'Set up payouts',
      `<h1>Set up payouts</h1>
<p>${escapeHtml(name ?? link.account)} (${escapeHtml(country)}) tells Stripe who it is, to receive money.</p>
<form method="post" action="/onboarding/${escapeHtml(link.id)}">
<input type="hidden" name="visit" value="${visit}">
<button type="submit" id="complete" name="end" value="complete">Give everything Stripe asks for</button>
<button type="submit" id="incomplete" name="end" value="incomplete" class="plain">Leave before it is complete</button>
<button type="submit" id="reject" name="end" value="reject" class="plain">Be turned away by Stripe</button>
</form>`,
    );
  }

  async #end(exchange: Exchange, link: AccountLink): Promise<void> {
    const form = parseForm(exchange.body);
    const end = ENDS.find((known) => known === form['end']);
    const { visit, done } = this.#emulator.book.hidden('v2.core.account_link', link.id);
    if (!end || done || visit === undefined || form['visit'] !== visit) {
      redirect(exchange.response, refreshUrl(link));
      return;
    }
    await this.#emulator.step(() => {
      endOnboarding(this.#emulator, link, end);
    });
    const back = link.use_case.account_onboarding?.return_url;
    if (back !== undefined) redirect(exchange.response, back);
    else
      sendPage(exchange.response, 200, messagePage('Thank you', 'You may close this page.', null));
  }
}

function refreshUrl(link: AccountLink): string {
  return link.use_case.account_onboarding?.refresh_url ?? '/';
}
