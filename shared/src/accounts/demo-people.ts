/**
 * Everybody's password in the demonstration, shown on its sign-in page. It opens nothing elsewhere:
 * the people it belongs to exist in demonstration data only.
 */
export const DEMO_PASSWORD = 'vatra-demonstration-2025';
