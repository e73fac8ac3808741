import { escapeHtml, page } from './html.js';

/** The bank's page: whether the payer can prove who they are. */
export function challengePage(intentId: string, question: string): string {
  return page(
    '3D Secure',
    `<h1>3D Secure authentication</h1>
<p>${escapeHtml(question)}</p>
<form method="post" action="/c/challenge/${escapeHtml(intentId)}">
<button type="submit" id="complete" name="result" value="complete">Complete</button>
<button type="submit" id="fail" name="result" value="fail" class="plain">Fail</button>
</form>`,
  );
}

/** A page that only says something, with a way back when there is one. */
export function messagePage(title: string, text: string, backUrl: string | null): string {
  const back = backUrl ? `<a class="back" href="${escapeHtml(backUrl)}">Go back</a>` : '';
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${back}`);
}
