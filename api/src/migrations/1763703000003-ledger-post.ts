import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One round trip for any number of entries: opens missing accounts, refuses what would bring a
 * restricted account below zero, then writes. The balance is looked at before the entries get their
 * ordinal, so that along the ordinals no prefix is ever negative.
 */
export class LedgerPost1763703000003 implements MigrationInterface {
  name = 'LedgerPost1763703000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`SET LOCAL lock_timeout = '5s'`);
    await q.query(`
      CREATE FUNCTION ledger_refuse_overdraft(entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        lowered uuid[];
        short record;
      BEGIN
        SELECT array_agg(DISTINCT net.id) INTO lowered FROM (
          SELECT account.id
            FROM jsonb_array_elements(entries) WITH ORDINALITY AS entry (body, n)
            CROSS JOIN LATERAL jsonb_to_recordset(entry.body -> 'lines')
              AS line (code text, subject uuid, amount bigint)
            JOIN ledger_account AS account
              ON account.code = line.code AND account.subject_id = line.subject AND account.restricted
           GROUP BY account.id, entry.n
          HAVING min(account.normal_side) * sum(line.amount) < 0) AS net;
        IF lowered IS NULL THEN RETURN; END IF;
        PERFORM 1 FROM ledger_account_lock WHERE account_id = ANY (lowered) ORDER BY account_id FOR UPDATE;
        SELECT net.code INTO short FROM (
          SELECT account.id, account.code,
                 account.normal_side * ledger_balance_of(account.id) + sum(account.normal_side * moved.amount)
                   OVER (PARTITION BY account.id ORDER BY moved.n) AS after_entry
            FROM (
              SELECT line.code, line.subject, entry.n, sum(line.amount) AS amount
                FROM jsonb_array_elements(entries) WITH ORDINALITY AS entry (body, n)
                CROSS JOIN LATERAL jsonb_to_recordset(entry.body -> 'lines')
                  AS line (code text, subject uuid, amount bigint)
               GROUP BY line.code, line.subject, entry.n) AS moved
            JOIN ledger_account AS account
              ON account.code = moved.code AND account.subject_id = moved.subject
           WHERE account.id = ANY (lowered)) AS net
         WHERE net.after_entry < 0 ORDER BY net.id LIMIT 1;
        IF FOUND THEN
          RAISE EXCEPTION 'account % would fall below zero', short.code USING ERRCODE = 'VA002';
        END IF;
      END $$`);
    await q.query(`
      CREATE FUNCTION ledger_post(entries jsonb, accounts jsonb) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ledger_account (id, code, subject_kind, subject_id, normal_side, restricted)
        SELECT named.id, chart.code, chart.subject_kind, named.subject, chart.normal_side, chart.restricted
          FROM jsonb_to_recordset(accounts) AS named (id uuid, code text, subject uuid)
          LEFT JOIN ledger_chart AS chart ON chart.code = named.code
         WHERE NOT EXISTS (SELECT 1 FROM ledger_account AS known
                            WHERE known.code = named.code AND known.subject_id = named.subject)
         ORDER BY named.code, named.subject
        ON CONFLICT (code, subject_id) DO NOTHING;
        PERFORM ledger_refuse_overdraft(entries);
        INSERT INTO ledger_entry (id, kind, purpose_key, subject_kind, subject_id, project_id, value_date,
                                  actor_id, actor_role, reason, reverses, facts, line_count)
        SELECT (body ->> 'id')::uuid, body ->> 'kind', body ->> 'purposeKey', body ->> 'subjectKind',
               (body ->> 'subjectId')::uuid, (body ->> 'projectId')::uuid, (body ->> 'valueDate')::date,
               (body ->> 'actorId')::uuid, body ->> 'actorRole', body ->> 'reason',
               (body ->> 'reverses')::uuid, body -> 'facts', jsonb_array_length(body -> 'lines')
          FROM jsonb_array_elements(entries) WITH ORDINALITY AS entry (body, n) ORDER BY n;
        INSERT INTO ledger_line (entry_id, line_no, account_id, amount_minor, original_minor, original_currency)
        SELECT (entry.body ->> 'id')::uuid, line.n, account.id, (line.body ->> 'amount')::bigint,
               (line.body ->> 'originalMinor')::bigint, line.body ->> 'originalCurrency'
          FROM jsonb_array_elements(entries) AS entry (body)
          CROSS JOIN LATERAL jsonb_array_elements(entry.body -> 'lines') WITH ORDINALITY AS line (body, n)
          JOIN ledger_account AS account
            ON account.code = line.body ->> 'code' AND account.subject_id = (line.body ->> 'subject')::uuid;
      END $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP FUNCTION ledger_post, ledger_refuse_overdraft`);
  }
}
