import { randomText } from '../book/identifiers.js';
import type { Emulator } from '../emulator.js';
import type { Outbox } from '../webhooks/outbox.js';
import { ControlError, type ControlRoute } from './control-route.js';
import { FORGERIES, type Forgery } from './knobs.js';
import { checkNames, oneOf, textOf, textOrNone } from './read-fields.js';

type Body = Readonly<Record<string, unknown>>;

/** Messages that did not come from an event, and secrets that change. */
export function webhookCommands(
  emulator: Emulator,
  outbox: Outbox,
): Readonly<Record<string, ControlRoute>> {
  return {
    'POST /_emu/webhooks/send': (body) => send(emulator, outbox, body),
    'POST /_emu/webhooks/rotate': (body) => emulator.step(() => rotate(emulator, body)),
    'POST /_emu/webhooks/retire': (body) => emulator.step(() => retire(emulator, body)),
  };
}

function forgeryIn({ forge }: Body): Forgery | null {
  return forge === undefined ? null : oneOf('forge', forge, FORGERIES);
}

function membersIn({ members = {} }: Body): Record<string, unknown> {
  if (typeof members !== 'object' || members === null || Array.isArray(members))
    throw new ControlError(400, 'members must be an object.');
  return members as Record<string, unknown>;
}

/** Sends an event again: as it was, changed, or signed wrongly. */
async function send(emulator: Emulator, outbox: Outbox, body: Body): Promise<object> {
  checkNames(body, ['event', 'endpoint', 'forge', 'members', 'secret']);
  const secret = textOrNone(body, 'secret');
  const endpoint = endpointIn(emulator, body);
  const status = await outbox.resend(textOf(body, 'event'), endpoint, {
    forgery: forgeryIn(body),
    members: membersIn(body),
    ...(secret !== undefined && { secrets: [secret] }),
  });
  if (status === null) throw new ControlError(404, 'There is no such event or endpoint.');
  return { endpoint, answered: status };
}

const KINDS = ['webhook_endpoint', 'v2.core.event_destination'] as const;

/** The endpoint that is named, or the only one there is. */
function endpointIn({ book }: Emulator, body: Body): string {
  const asked = textOrNone(body, 'endpoint');
  if (asked !== undefined) return asked;
  const all = KINDS.flatMap((kind) => [...book.every(kind)].map(({ object }) => object.id));
  const [only] = all;
  if (only === undefined || all.length > 1) throw new ControlError(400, 'Give endpoint.');
  return only;
}

function secretsOf(
  { book }: Emulator,
  id: string,
): { kind: (typeof KINDS)[number]; secrets: string[] } {
  const kind = KINDS.find((known) => book.find(known, id));
  if (!kind) throw new ControlError(404, `There is no endpoint ${id}.`);
  const { secrets = [] } = book.hidden(kind, id) as { secrets?: string[] };
  return { kind, secrets };
}

/** A new secret beside the old ones: until those are retired, every event is signed with all. */
function rotate(emulator: Emulator, body: Body): object {
  checkNames(body, ['endpoint', 'secret']);
  const id = endpointIn(emulator, body);
  const { kind, secrets } = secretsOf(emulator, id);
  const secret = textOrNone(body, 'secret') ?? `whsec_${randomText(32)}`;
  emulator.book.change(kind, id, {}, { secrets: [...secrets, secret] });
  return { endpoint: id, secret };
}

/** Only the newest secret signs from now on. */
function retire(emulator: Emulator, body: Body): object {
  checkNames(body, ['endpoint']);
  const id = endpointIn(emulator, body);
  const { kind, secrets } = secretsOf(emulator, id);
  emulator.book.change(kind, id, {}, { secrets: secrets.slice(-1) });
  return { endpoint: id, retired: Math.max(0, secrets.length - 1) };
}
