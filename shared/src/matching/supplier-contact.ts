/** Hosts of mail for everybody: such a domain says nothing about a firm. */
const EVERYBODY = new Set([
  ...['gmail.com', 'googlemail.com', 'yahoo.com', 'yahoo.ro', 'yahoo.it', 'outlook.com'],
  ...['hotmail.com', 'live.com', 'msn.com', 'icloud.com', 'me.com', 'proton.me', 'protonmail.com'],
  ...['aol.com', 'gmx.com', 'gmx.de', 'gmx.net', 'web.de', 'libero.it', 'mail.com', 'zoho.com'],
  ...['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'yandex.ru', 'yandex.com', 'rambler.ru'],
  ...['mail.md', 'ukr.net', 'orange.fr', 'free.fr', 'wanadoo.fr', 't-online.de'],
]);

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** "1003 600-012345" and "1003600012345" are one number of a register. */
export function registerKey(number: string): string {
  return number.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** Whether a domain is one firm's own: written as a domain, and not a host of mail for everybody. */
export function isFirmDomain(domain: string): boolean {
  const plain = domain.toLowerCase();
  return plain.length <= 253 && DOMAIN.test(plain) && !EVERYBODY.has(plain);
}

/** Under which contacts somebody with this address may be known: the address, and its domain. */
export function contactsOf(email: string): readonly string[] {
  const plain = email.toLowerCase();
  return [plain, plain.slice(plain.lastIndexOf('@'))];
}
