import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/http/app-error.js';
import { OutsideRefused } from '../../platform/operations/operations.js';
import { keepingLease } from '../../platform/queue/keep-lease.js';
import { Lanes, type Lane } from '../../platform/queue/lanes.js';
import { INBOX_DUE, InboxRepository, type InboxRow } from './inbox.repository.js';
import { StripeAppliers, type AnyStripeObject } from './stripe-appliers.js';
import { StripeMirrorRepository } from './stripe-mirror.repository.js';
import { StripeReader, type Answers } from './stripe-reader.js';

export const INBOX_LANE = 'stripe-inbox';
const BATCH = 100;
const ATTEMPTS_MAX = 8;
const FIRST_PAUSE_MS = 500;
const PAUSE_MS_MAX = 60_000;

interface Read {
  readonly row: InboxRow;
  readonly object: AnyStripeObject;
}

/**
 * Works off the events: reads their objects again, a list at a time, and applies them in one
 * transaction with marking the rows. When a batch fails, each object is tried alone, so that one bad
 * row holds up nobody else (ruling 19).
 */
@Injectable()
export class StripeInbox implements Lane {
  readonly name = INBOX_LANE;
  readonly dueWhen = INBOX_DUE;
  private readonly log = new Logger(StripeInbox.name);

  constructor(
    private readonly database: Database,
    private readonly inbox: InboxRepository,
    private readonly mirror: StripeMirrorRepository,
    private readonly reader: StripeReader,
    private readonly appliers: StripeAppliers,
    lanes: Lanes,
  ) {
    lanes.add(this);
  }

  async work(): Promise<number> {
    const rows = await this.database.look((tx) => this.inbox.lease(tx, BATCH));
    if (rows.length === 0) return 0;
    await keepingLease(
      () => this.database.look((tx) => this.inbox.renewLeases(tx, rows)),
      () => this.readAndApply(rows),
    );
    return rows.length;
  }

  private async readAndApply(rows: readonly InboxRow[]): Promise<void> {
    // Before the reading: what is read is at least as new as this.
    const readAt = new Date();
    const answers = await this.reader.read(
      rows.map((row) => ({ ...row, alone: row.source === 'resolver' })),
    );
    const read = await this.settleUnread(rows, answers);
    await this.applyTogether(read, readAt);
  }

  private async settleUnread(rows: readonly InboxRow[], answers: Answers): Promise<Read[]> {
    const read: Read[] = [];
    for (const row of rows) {
      const answer = answers.get(row.objectId) ?? new Error('not read');
      if (answer instanceof Error) await this.keepForLater([row], answer);
      else read.push({ row, object: answer });
    }
    return read;
  }

  private async applyTogether(read: readonly Read[], readAt: Date): Promise<void> {
    if (read.length === 0) return;
    try {
      await this.apply(read, readAt);
    } catch (error) {
      const alone = groupsOf(read);
      if (alone.length === 1) {
        await this.keepForLater(
          read.map(({ row }) => row),
          error,
        );
        return;
      }
      this.log.warn(
        `a batch of ${String(read.length)} events is tried one by one: ${String(error)}`,
      );
      for (const group of alone) await this.applyTogether(group, readAt);
    }
  }

  private async apply(read: readonly Read[], readAt: Date): Promise<void> {
    const objects = distinctObjects(read);
    const rows = read.map(({ row }) => row);
    await this.database.inTransaction(async (tx) => {
      const held = await this.inbox.finish(tx, rows, { state: 'done' });
      // A lease ran out: another worker has the row, and its reading is newer than ours.
      if (held < rows.length) throw new LeaseLost();
      await this.mirror.keep(tx, objects, readAt);
      await this.appliers.apply(tx, objects);
    });
  }

  private async keepForLater(rows: readonly InboxRow[], error: unknown): Promise<void> {
    if (error instanceof LeaseLost) return;
    const attempts = rows[0]?.attempts ?? 0;
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const isFinal = error instanceof AppError || error instanceof OutsideRefused;
    const isTired = attempts + 1 >= ATTEMPTS_MAX && !isOutside(error);
    const names = rows.map(({ eventId }) => eventId).join(', ');
    await this.database.inTransaction(async (tx) => {
      if (isFinal || isTired) {
        this.log.error(`event ${names} given up: ${text}`);
        await this.inbox.finish(tx, rows, { state: 'dead', note: text });
        return;
      }
      this.log.warn(`event ${names} waits: ${text}`);
      const pauseMs = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** attempts);
      await this.inbox.rest(tx, rows, pauseMs, text);
    });
  }
}

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Stripe being away is no fault of the event: it is tried for as long as it takes. */
function isOutside(error: unknown): boolean {
  return error instanceof Error && error.constructor.name.startsWith('Stripe');
}

function distinctObjects(read: readonly Read[]): AnyStripeObject[] {
  const objects = new Map<string, AnyStripeObject>();
  for (const { object } of read) {
    objects.set(object.id, object);
    if (object.type === 'checkout.session' && object.charge !== null) {
      objects.set(object.charge.id, object.charge);
    }
  }
  return [...objects.values()];
}

/** The rows of one object belong together. */
function groupsOf(read: readonly Read[]): Read[][] {
  const groups = new Map<string, Read[]>();
  for (const item of read)
    groups.set(item.object.id, [...(groups.get(item.object.id) ?? []), item]);
  return [...groups.values()];
}
