import { newId } from '../book/identifiers.js';
import { leaveOut } from '../book/leave-out.js';
import type { ThinEvent } from '../book/kinds.js';
import type { Origin } from './events.js';

/** What a thin event is about. */
export interface ThinSubject {
  readonly related: NonNullable<ThinEvent['related_object']> | null;
  readonly data?: object;
}

export interface ThinFacts {
  readonly type: string;
  readonly about: ThinSubject;
  readonly nowMs: number;
  readonly origin: Origin;
}

export function thinEventObject({ type, about, nowMs, origin }: ThinFacts): ThinEvent {
  const request = origin.requestId && {
    id: origin.requestId,
    idempotency_key: origin.idempotencyKey ?? '',
  };
  return {
    id: newId('evt'),
    object: 'v2.core.event',
    created: new Date(nowMs).toISOString(),
    livemode: false,
    ...(request && { reason: { type: 'request', request } }),
    type,
    ...(about.related && { related_object: about.related }),
    ...(about.data && { data: about.data }),
  };
}

/** What is sent: everything but the data, which the receiver fetches. */
export function notificationOf(event: ThinEvent): object {
  return leaveOut(event, 'data');
}
