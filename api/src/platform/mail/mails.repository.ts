import { Injectable } from '@nestjs/common';
import { sql } from '../database/manager.js';
import type { Tx } from '../database/tx.js';

export interface MailRow {
  readonly id: string;
  readonly eventKey: string;
  readonly recipient: string;
  readonly template: string;
  readonly locale: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface SentMailRow {
  readonly id: string;
  readonly recipient: string;
  readonly template: string;
  readonly subject: string;
  readonly text: string;
  readonly writtenAt: Date;
}

@Injectable()
export class MailsRepository {
  /**
   * Keeps mails and answers the ids of the new ones: an event that has already written this mail to
   * this person writes no other. `ends` says that nobody will hand them over, and whether the words stay.
   */
  async insert(
    tx: Tx,
    mails: readonly MailRow[],
    ends: { keepWords: boolean } | null,
  ): Promise<string[]> {
    const keepWords = ends?.keepWords ?? true;
    const rows = await sql<{ id: string }>(
      tx,
      `INSERT INTO mails (id, event_key, recipient, template, locale, subject, text, html, written_at, sent_at)
       SELECT mail.*, vatra_now(), CASE WHEN $9 THEN clock_timestamp() END
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                     $7::text[], $8::text[]) AS mail
       ON CONFLICT (event_key, recipient, template) DO NOTHING RETURNING id`,
      [
        mails.map(({ id }) => id),
        mails.map(({ eventKey }) => eventKey),
        mails.map(({ recipient }) => recipient),
        mails.map(({ template }) => template),
        mails.map(({ locale }) => locale),
        mails.map(({ subject }) => subject),
        mails.map(({ text }) => (keepWords ? text : '')),
        mails.map(({ html }) => (keepWords ? html : '')),
        ends !== null,
      ],
    );
    return rows.map(({ id }) => id);
  }

  async find(tx: Tx, id: string): Promise<MailRow | null> {
    const [row] = await sql<MailRow>(
      tx,
      `SELECT id, event_key AS "eventKey", recipient, template, locale, subject, text, html
         FROM mails WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Mails hold links that open accounts: once sent, the words are dropped unless it is a demo. */
  async markSent(tx: Tx, id: string, keepWords: boolean): Promise<void> {
    await sql(
      tx,
      `UPDATE mails SET sent_at = clock_timestamp(),
              text = CASE WHEN $2 THEN text ELSE '' END, html = CASE WHEN $2 THEN html ELSE '' END
        WHERE id = $1`,
      [id, keepWords],
    );
  }

  async markFailed(tx: Tx, id: string, problem: string): Promise<void> {
    await sql(tx, `UPDATE mails SET failed_at = clock_timestamp(), problem = $2 WHERE id = $1`, [
      id,
      problem,
    ]);
  }

  /** Newest first, before the mail named by the cursor. */
  async latest(
    tx: Tx,
    page: { to: string | null; before: string | null; limit: number },
  ): Promise<SentMailRow[]> {
    return sql<SentMailRow>(
      tx,
      `SELECT id, recipient, template, subject, text, written_at AS "writtenAt" FROM mails
        WHERE ($1::text IS NULL OR recipient = $1) AND ($2::uuid IS NULL OR id < $2)
        ORDER BY id DESC LIMIT $3`,
      [page.to, page.before, page.limit],
    );
  }
}
