import type { Kind } from '../book/kinds.js';
import type { Emulator } from '../emulator.js';
import type { Exchange } from '../http/exchange.js';
import { balanceObject, balanceTotals } from '../resources/balance/balance.js';
import { ControlError } from './control-route.js';

function chosenKinds(emulator: Emulator, query: URLSearchParams): Kind[] {
  const all = emulator.book.kinds();
  const asked = query.get('kinds')?.split(',');
  const unknown = asked?.find((kind) => !(all as string[]).includes(kind));
  if (unknown !== undefined) throw new ControlError(400, `There is no kind ${unknown}.`);
  return all.filter((kind) => asked?.includes(kind) ?? kind !== 'event');
}

/**
 * Every object as Stripe would show it, oldest first, one JSON object a line; the last line is the balance. Events
 * are left out unless asked for with `kinds=`. With `account=` it is what belongs to a connected account.
 */
export function exportBook(
  emulator: Emulator,
  query: URLSearchParams,
  { response }: Exchange,
): undefined {
  const kinds = chosenKinds(emulator, query);
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  emulator.book.actingFor(query.get('account'), () => {
    for (const kind of kinds)
      for (const { object } of emulator.book.oldest(kind))
        response.write(`${JSON.stringify(object)}\n`);
    response.end(`${JSON.stringify(balanceObject(balanceTotals(emulator)))}\n`);
  });
  return undefined;
}
