import { UNKNOWN_PURPOSE } from '../features/ledger/ledger.service.js';
import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Money that came past the provider, and cash that is to come: quality list B. */
export const OFFLINE_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('B8', 'cash counts with a line of the bank and the word of two people only', {
    examined: `SELECT id FROM contributions
               WHERE channel = 'offline' AND paid_at IS NOT NULL AND moved_from IS NULL`,
    violations: `
      SELECT c.id, a.sheet_id FROM contributions c
        LEFT JOIN offline_gifts g ON g.contribution_id = c.id
        LEFT JOIN offline_arrivals a ON a.id = g.arrival_id
        LEFT JOIN offline_lines l ON l.id = g.line_id AND l.sheet_id = a.sheet_id
        LEFT JOIN bank_lines b ON b.id = a.bank_line_id AND b.direction = 'in'
              AND b.amount_minor = a.amount_minor AND b.matched_id = a.sheet_id::text
        LEFT JOIN ledger_entry signed ON signed.id = l.entry_id
              AND signed.purpose_key = 'L6:' || a.sheet_id
       WHERE c.channel = 'offline' AND c.paid_at IS NOT NULL AND c.moved_from IS NULL
         AND (b.id IS NULL OR l.confirmed_at IS NULL
              OR (signed.id IS NULL AND l.confirmed_by = l.written_by)
              OR (SELECT count(DISTINCT person_id) FROM offline_signatures s
                   WHERE s.sheet_id = a.sheet_id) < 2)`,
  }),
  sqlInvariant('B11', 'what is signed for and not at the bank is what the books say of it', {
    examined: `SELECT id FROM offline_sheets WHERE state <> 'open'`,
    violations: `
      WITH missing AS (
        SELECT organisation_id, project_id, recorded_minor - arrived_minor - written_off_minor AS minor
          FROM offline_sheets),
      expected AS (
        SELECT '1300' AS code, organisation_id AS subject_id, sum(minor) AS minor FROM missing GROUP BY 2
        UNION ALL SELECT '2120', project_id, sum(minor) FROM (
          SELECT project_id, minor FROM missing
          UNION ALL
          -- Money demanded back from an authority lies apart as well (L21).
          SELECT project_id, CASE WHEN state IN ('recovered', 'written_off') THEN 0
                                  ELSE demanded_minor - credited_minor END FROM recoveries) apart
         GROUP BY 2),
      booked AS (
        SELECT a.code, a.subject_id, sum(a.normal_side * l.amount_minor) AS minor
          FROM ledger_account a JOIN ledger_line l ON l.account_id = a.id
         WHERE a.code IN ('1300', '2120') AND a.subject_id <> '${UNKNOWN_PURPOSE}' GROUP BY a.code, a.subject_id)
      SELECT code, subject_id, expected.minor::text AS signed_for, booked.minor::text AS in_books
        FROM expected FULL JOIN booked USING (code, subject_id)
       WHERE coalesce(expected.minor, 0) <> coalesce(booked.minor, 0)`,
  }),
  sqlInvariant('B12', 'money nobody has explained is kept apart, line by line', {
    examined: `SELECT id FROM bank_lines WHERE matched_kind = 'unknown'`,
    violations: `
      SELECT b.id::text AS line, b.amount_minor::text AS shown, held.minor::text AS held
        FROM (SELECT id, amount_minor FROM bank_lines WHERE matched_kind = 'unknown') b
        FULL JOIN (
          SELECT e.subject_id AS id, sum(-l.amount_minor) AS minor FROM ledger_account a
            JOIN ledger_line l ON l.account_id = a.id JOIN ledger_entry e ON e.id = l.entry_id
           WHERE a.code = '2120' AND a.subject_id = '${UNKNOWN_PURPOSE}'
           GROUP BY e.subject_id HAVING sum(l.amount_minor) <> 0) held ON held.id = b.id
       WHERE b.amount_minor IS DISTINCT FROM held.minor`,
  }),
  sqlInvariant('B13', 'a gift by transfer is a line of the bank of its own, with its amount', {
    examined: `SELECT id FROM contributions
               WHERE channel = 'bank_transfer' AND paid_at IS NOT NULL AND moved_from IS NULL`,
    violations: `
      SELECT c.id, c.gross_minor::text, b.amount_minor::text AS shown FROM contributions c
        LEFT JOIN contribution_transfers t ON t.contribution_id = c.id
        LEFT JOIN bank_lines b ON b.id = t.bank_line_id AND b.direction = 'in'
              AND b.matched_kind = 'contribution' AND b.matched_id = c.id::text
       WHERE c.channel = 'bank_transfer' AND c.paid_at IS NOT NULL AND c.moved_from IS NULL
         AND b.amount_minor IS DISTINCT FROM c.gross_minor`,
  }),
];
