import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { StripeRailView } from '@vatra/shared/disbursements/stripe-rail.views';
import type { Authority } from './cast.js';
import type { Stage1 } from './story.js';

/** The town hall opens an account at Stripe, answers the questions there, and offers the account. */
export async function openStripeAccount(
  { world, staff }: Stage1,
  { authority }: { readonly authority: Authority },
): Promise<void> {
  const { browser } = authority.mayor;
  const path = `/organisations/${authority.organisationId}/stripe-account`;
  await browser.post(path);
  const { account } = await browser.post<StripeRailView>(`${path}/onboarding`, {
    locale: 'ro',
  });
  await answerQuestions(account?.onboarding?.url ?? '');
  await world.until('an account at Stripe', async () => {
    const now = await browser.get<StripeRailView>(path);
    return now.account?.standing === 'active' ? now : null;
  });
  const { id } = await browser.post<PayeeAccountView>(`${path}/offer`);
  await staff.makers[0].browser.post(`/payee-accounts/${id}/verification`, {
    decision: 'accept',
    reason: 'Stripe names the town hall as holder.',
  });
}

/** On the provider's own page. */
async function answerQuestions(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  const visit = /name="visit" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ visit, end: 'complete' });
  await fetch(url, { method: 'POST', redirect: 'manual', body });
}
