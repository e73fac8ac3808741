import { isUuid } from '@vatra/shared/rules/text.rules';
import { CursorUnknown } from './cursor.js';

/**
 * The cursor of lists whose order follows from the last row's id.
 *
 * @throws CursorUnknown
 */
export function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!isUuid(cursor)) throw new CursorUnknown();
  return cursor;
}
