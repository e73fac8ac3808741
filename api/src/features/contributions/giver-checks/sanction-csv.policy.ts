import type { SanctionName } from './giver-check.record.js';

/** Names of the columns in the consolidated list of the European Union. */
const NAME = 'namealias_wholename';
const REFERENCE = 'entity_eu_referencenumber';
const NAMES_MAX = 100_000;
const NAME_LETTERS_MAX = 400;
const REFERENCE_LETTERS_MAX = 80;

/** The text is not such a list, holds no name, or more than a list can. */
export class SanctionListInvalid extends Error {
  override readonly name = 'SanctionListInvalid';
}

/**
 * Every name of the list with the reference of its entry. Semicolons between the fields, quotes around
 * those that need them; a line may have no name.
 *
 * @throws SanctionListInvalid
 */
export function readSanctionCsv(text: string): SanctionName[] {
  const [head, ...body] = rowsOf(text.replace(/^\uFEFF/, ''));
  const columns = (head ?? []).map((field) => field.trim().toLowerCase());
  const nameAt = columns.indexOf(NAME);
  const referenceAt = columns.indexOf(REFERENCE);
  if (nameAt < 0 || referenceAt < 0) throw new SanctionListInvalid('columns are missing');
  const names = body.flatMap((fields) => {
    const name = (fields[nameAt] ?? '').trim().slice(0, NAME_LETTERS_MAX);
    const reference = (fields[referenceAt] ?? '').trim().slice(0, REFERENCE_LETTERS_MAX);
    return name === '' ? [] : [{ name, reference }];
  });
  if (names.length === 0) throw new SanctionListInvalid('it has no names');
  if (names.length > NAMES_MAX) throw new SanctionListInvalid('it has too many names');
  return names;
}

/** A quoted field may hold semicolons, line ends and doubled quotes. */
const FIELD = /("(?:[^"]|"")*"|[^;\r\n]*)(;|\r?\n|$)/g;

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, field = '', end = ''] of text.matchAll(FIELD)) {
    if (whole === '' && row.length === 0) break;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ';') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
