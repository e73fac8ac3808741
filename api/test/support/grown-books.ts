import type { TestDatabase } from './database.js';

/** The tables a gift leaves rows in, in the order of their foreign keys, with what is its alone there. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  contribution_keys: ['id'],
  contributions: ['session_id', 'payment_intent_id', 'charge_id', 'receipt_number'],
  contribution_donors: [],
  project_donors: [],
  state_change: ['id'],
  operations: ['id'],
  stripe_charges: ['balance_transaction_id'],
  stripe_inbox: ['event_id'],
  ledger_entry: ['id'],
  ledger_line: [],
  refunds: ['id', 'stripe_refund_id'],
  stripe_refunds: ['balance_transaction_id'],
  campaign_credits: ['id'],
  campaign_credit_results: [],
  campaign_open_payments: [],
  campaign_counted: [],
  campaign_payer_groups: ['group_id'],
  campaign_payer_keys: ['key'],
  mails: ['id'],
};
/** The database gives these itself. */
const STAMPED = [
  'ledger_entry.ordinal',
  'ledger_entry.booked_at',
  'ledger_entry.tx_id',
  'ledger_line.tx_id',
];
/** What a copy has in place of the end of a name: enough for every copy of every gift. */
const ENDING = 8;
const COPIES_OF_A_GIFT_MAX = 2 ** 20;
const COPIES_AT_ONCE = 1_000;

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** A row of the scene as text, column by column. */
interface Template {
  readonly columns: readonly Column[];
  readonly values: Readonly<Record<string, string | null>>;
}

/**
 * Makes the books of a scene large: every gift in it, whatever became of it, happens again until
 * there are so many more lines. The rows go in by plain INSERTs through every trigger and constraint; the
 * product's own sealer chains them meanwhile.
 *
 * @returns how many lines the ledger has then
 */
export async function growBooks(database: TestDatabase, linesMin: number): Promise<number> {
  const gifts = await database.query<{ id: string }>('SELECT id FROM contributions ORDER BY id');
  const rows = await rowsOfTables(database);
  const clusters = gifts.map(({ id }) => clusterOf(id, rows));
  const copies = Math.ceil(linesMin / clusters.reduce((sum, cluster) => sum + linesOf(cluster), 0));
  if (copies >= COPIES_OF_A_GIFT_MAX) throw new Error('too many copies of one gift');
  for (let from = 1; from <= copies; from += COPIES_AT_ONCE) {
    const to = Math.min(copies, from + COPIES_AT_ONCE - 1);
    for (const [n, cluster] of clusters.entries()) {
      const base = n * COPIES_OF_A_GIFT_MAX;
      await database.query(insertsOf(cluster, { from: base + from, to: base + to }));
    }
    await untilSealed(database);
    // Nobody else looks after the statistics of a database that lives for some minutes.
    if (Number.isInteger(Math.log2(to / COPIES_AT_ONCE))) await database.query('ANALYZE');
  }
  await database.query(countAgain(copies + 1));
  await database.query('VACUUM (ANALYZE)');
  const [lines] = await database.query<{ count: string }>('SELECT count(*) FROM ledger_line');
  return Number(lines?.count ?? 0);
}

/** The worker seals by itself. */
async function untilSealed(database: TestDatabase): Promise<void> {
  for (let open = true; open;) {
    const [row] = await database.query<{ open: boolean }>(
      `SELECT (SELECT max(position) FROM ledger_seal) < (SELECT count(*) FROM ledger_entry) AS open`,
    );
    open = row?.open ?? false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function rowsOfTables(database: TestDatabase): Promise<Map<string, Template[]>> {
  const columns = await database.query<Column>(
    `SELECT attrelid::regclass::text AS table, attname AS name, format_type(atttypid, atttypmod) AS type
       FROM pg_attribute WHERE attrelid = ANY ($1::text[]::regclass[]) AND attnum > 0 AND NOT attisdropped
        AND attidentity = '' AND attgenerated = '' ORDER BY attnum`,
    [Object.keys(OWN)],
  );
  const rows = new Map<string, Template[]>();
  for (const table of Object.keys(OWN)) {
    const own = columns.filter((column) => column.table === table);
    const kept = own.filter(({ name }) => !STAMPED.includes(`${table}.${name}`));
    const texts = kept.map(({ name }) => `'${name}', "${name}"::text`).join(', ');
    const order = table === 'ledger_entry' ? 'ordinal' : 'ctid';
    const found = await database.query<{ values: Template['values'] }>(
      `SELECT json_build_object(${texts}) AS values FROM "${table}" ORDER BY ${order}`,
    );
    rows.set(
      table,
      found.map(({ values }) => ({ columns: kept, values })),
    );
  }
  return rows;
}

/** Every row that has to do with the gift, and the names that are its own in them. */
function clusterOf(giftId: string, rows: ReadonlyMap<string, readonly Template[]>) {
  const names = new Set([giftId]);
  const found = new Set<Template>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const [table, own] of Object.entries(OWN)) {
      for (const row of rows.get(table) ?? []) {
        if (found.has(row) || !mentions(row, names)) continue;
        found.add(row);
        for (const column of own) names.add(row.values[column] ?? giftId);
      }
    }
  }
  const inOrder = [...rows.values()].flat().filter((row) => found.has(row));
  return { names: [...names], rows: inOrder };
}

const linesOf = ({ rows }: ReturnType<typeof clusterOf>): number =>
  rows.filter(({ columns }) => columns[0]?.table === 'ledger_line').length;

function mentions({ values }: Template, names: ReadonlySet<string>): boolean {
  const text = Object.values(values).join('\n');
  return [...names].some((name) => text.includes(name));
}

/** One transaction: an entry and its lines are written together. */
function insertsOf(
  { names, rows }: ReturnType<typeof clusterOf>,
  { from, to }: { from: number; to: number },
): string {
  const named = new RegExp(names.map((name) => name.replaceAll(/[.|]/g, '\\$&')).join('|'), 'g');
  const inserts = rows.map(({ columns, values }) => {
    const list = columns.map(({ name }) => `"${name}"`).join(', ');
    const copied = columns.map(({ name, type }) => copyOf(values[name] ?? null, type, named));
    return `INSERT INTO "${columns[0]?.table ?? ''}" (${list})
      SELECT ${copied.join(', ')} FROM generate_series(${String(from)}, ${String(to)}) AS copy (n)`;
  });
  return ['BEGIN', ...inserts, 'COMMIT'].join(';\n');
}

/** The value with the end of every name of the gift replaced by the number of the copy. */
function copyOf(value: string | null, type: string, named: RegExp): string {
  if (value === null) return `NULL::${type}`;
  const pieces = value.split(named).map(quoted);
  const copied = (value.match(named) ?? []).map(
    (name) => `${quoted(name.slice(0, -ENDING))} || lpad(to_hex(copy.n), ${String(ENDING)}, '0')`,
  );
  const text = pieces.flatMap((piece, index) => [piece, ...copied.slice(index, index + 1)]);
  return `(${text.filter((piece) => piece !== `''`).join(' || ') || `''`})::${type}`;
}

const quoted = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;

/** Every gift of a campaign happened so many times: so did its sums. */
function countAgain(times: number): string {
  const factor = String(times);
  return `
    UPDATE campaign_totals SET gross_minor = gross_minor * ${factor}, fee_minor = fee_minor * ${factor},
           net_minor = net_minor * ${factor}, contributions = contributions * ${factor}, payers = payers * ${factor};
    UPDATE campaign_days SET net_minor = net_minor * ${factor}`;
}
