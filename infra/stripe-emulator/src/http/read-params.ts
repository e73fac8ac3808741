import { decodeJsonMembers, parseJsonBody } from '../contract/decode-json.js';
import { decodeMembers, decodeNothing, type Decoded } from '../contract/decode.js';
import { parseForm } from '../contract/form.js';
import { parameterUnknown } from '../errors/parameter-errors.js';
import { notForm, notMultipart, operationNotForAccounts } from '../errors/request-errors.js';
import { checkHonoured } from '../resources/honoured.js';
import type { Exchange } from './exchange.js';
import { isMultipart } from './multipart.js';
import type { Route } from './routes.js';

/** What idempotency compares and validation reads: the body of a POST, the query of everything else. */
export function textOf({ method, body, query }: Exchange): string {
  return method === 'POST' ? body : query;
}

function readForm({ operation }: Route, text: string): Record<string, Decoded> {
  const { page, ...tree } = parseForm(text);
  // The addresses of API v2's own pages carry a place that no declaration names.
  const isPage = typeof operation.answer === 'object' && 'v2page' in operation.answer;
  if (page !== undefined && !isPage) tree['page'] = page;
  const params =
    operation.params === null ? decodeNothing(tree) : decodeMembers(operation.params, tree);
  return isPage && typeof page === 'string' ? { ...params, page } : params;
}

function readJson({ operation }: Route, text: string): Record<string, Decoded> {
  const json = parseJsonBody(text);
  if (operation.params !== null) return decodeJsonMembers(operation.params, json);
  if (Object.keys(json).length) throw parameterUnknown(Object.keys(json));
  return {};
}

/** @throws Stripe's refusal, or the emulator's for what it would ignore. */
export function readParams(
  exchange: Exchange,
  route: Route,
  account: string | null,
): Record<string, Decoded> {
  if (account !== null && !route.handler.forAccounts)
    throw operationNotForAccounts(route.operation.id);
  if (route.handler.isUpload && !isMultipart(exchange.request)) throw notMultipart();
  if (!route.handler.isUpload && isMultipart(exchange.request)) throw notForm();
  const isJson = exchange.path.startsWith('/v2/') && exchange.method === 'POST';
  const params = (isJson ? readJson : readForm)(route, textOf(exchange));
  checkHonoured(route.handler, params);
  return params;
}
