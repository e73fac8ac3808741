import process from 'node:process';

/** Where the product and its neighbours stand; the runner says so, by hand it is what `npm start` uses. */
export const PUBLIC_URL = process.env.PUBLIC_URL ?? 'http://localhost:4300';
export const BANK_URL = process.env.BANK_URL ?? 'http://127.0.0.1:4303';
