// node infra/demo-bank/main.mjs: see README.md for its environment.
import { openBook } from './book.mjs';
import { createBankServer } from './server.mjs';

const {
  PORT,
  BANK_BOOK,
  BANK_ACCOUNT_IBAN,
  BANK_ACCOUNT_OWNER,
  STRIPE_API_BASE,
  STRIPE_SECRET_KEY,
  STRIPE_TOP_UP_IBAN,
} = process.env;

const server = createBankServer({
  book: openBook(BANK_BOOK ?? '.data/bank/book.jsonl'),
  account: {
    iban: BANK_ACCOUNT_IBAN ?? 'DE89370400440532013000',
    bic: 'VATRDE21XXX',
    owner: BANK_ACCOUNT_OWNER ?? 'Vatra',
    currency: 'EUR',
  },
  stripe:
    STRIPE_API_BASE && STRIPE_SECRET_KEY
      ? {
          apiBase: STRIPE_API_BASE,
          secretKey: STRIPE_SECRET_KEY,
          ...(STRIPE_TOP_UP_IBAN ? { topUpIban: STRIPE_TOP_UP_IBAN } : {}),
        }
      : null,
});

server.listen(Number(PORT ?? 4303), '127.0.0.1');

function stop() {
  server.close(() => process.exit(0));
  server.closeAllConnections();
}

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.once(signal, stop);
// Started by the launcher: when that is killed, nobody else would end this process.
process.once('disconnect', stop);
// It may be gone already: nobody says so twice.
if (process.connected === false) stop();
