export const DEMO_DOMAIN = 'demo.vatra.example';

/** People of the demonstration data are told apart by the domain of their address alone. */
export function isDemoPerson(email: string): boolean {
  return email.endsWith(`@${DEMO_DOMAIN}`);
}
