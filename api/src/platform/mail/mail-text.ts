/** The words of one mail in one language; `{name}` is replaced by the parameter of that name. */
export interface MailTemplate {
  readonly subject: string;
  readonly lines: readonly string[];
  /** The words on the link, when the mail leads somewhere. */
  readonly action?: string;
}

export type MailParams = Readonly<Record<string, string | number>>;

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Puts parameters into a template: once as plain text, once as the plainest HTML. */
export function writeMail(
  template: MailTemplate,
  params: MailParams,
  frame: { readonly url: string | null; readonly footer: string },
): MailText {
  const lines = template.lines.map((line) => fill(line, params));
  const action = template.action ?? '';
  const link = frame.url === null ? [] : [action === '' ? frame.url : `${action}: ${frame.url}`];
  const button =
    frame.url === null
      ? ''
      : `<p><a href="${escapeHtml(frame.url)}">${escapeHtml(action || frame.url)}</a></p>`;
  return {
    // A line break in a subject would begin another header.
    subject: fill(template.subject, params).replace(/[\r\n]+/g, ' '),
    text: [...lines, ...link, '-- ', frame.footer].join('\n\n'),
    html: `<!doctype html><html><body>${lines.map(paragraph).join('')}${button}<hr><p>${escapeHtml(frame.footer)}</p></body></html>`,
  };
}

function fill(line: string, params: MailParams): string {
  return line.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

function paragraph(line: string): string {
  return `<p>${escapeHtml(line).replace(/\n/g, '<br>')}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
