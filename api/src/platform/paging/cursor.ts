import { PAGE_SIZE, type Page } from '@vatra/shared/paging.dto';
import { Invalid } from '../http/app-error.js';

/** Where a page ended: the sort value and id of its last row. */
export interface Position {
  readonly at: Date;
  readonly id: string;
}

const CURSOR = /^(\d{1,15})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** A cursor that this api did not give. */
export class CursorUnknown extends Invalid {
  constructor() {
    super('http.invalid', [{ pointer: '/cursor', code: 'v.invalid' }]);
  }
}

/** @throws CursorUnknown */
export function positionOf(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (match?.[1] === undefined || match[2] === undefined) throw new CursorUnknown();
  return { at: new Date(Number(match[1])), id: match[2] };
}

export function cursorOf({ at, id }: Position): string {
  return Buffer.from(`${String(at.getTime())}.${id}`).toString('base64url');
}

export function limitOf(query: { readonly limit?: number }): number {
  return query.limit ?? PAGE_SIZE;
}

/** A page out of `limit + 1` rows: the extra row only says that there is more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, next: hasMore ? cursorOf(position(last)) : null };
}
