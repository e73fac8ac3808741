import { Injectable } from '@nestjs/common';
import type { DemoMailView } from '@vatra/shared/clock/clock.views';
import type { DemoMailsQuery } from '@vatra/shared/notifications/mails.dto';
import { PAGE_SIZE, type Page } from '@vatra/shared/paging.dto';
import { Database } from '../../platform/database/database.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { MailsRepository, type SentMailRow } from '../../platform/mail/mails.repository.js';
import { idCursor } from '../../platform/paging/id-cursor.js';
import { EN } from './locales/en.js';
import { RO } from './locales/ro.js';

@Injectable()
export class NotificationsService {
  constructor(
    mailer: Mailer,
    private readonly database: Database,
    private readonly mails: MailsRepository,
  ) {
    mailer.speak({ en: EN, ro: RO });
  }

  /** Demo mode only: what the people of the demonstration have been written, newest first. */
  demoMails({ to, cursor, limit = PAGE_SIZE }: DemoMailsQuery): Promise<Page<DemoMailView>> {
    return this.database.inTransaction(async (tx) => {
      const before = idCursor(cursor);
      const page = { to: to?.toLowerCase() ?? null, before, limit: limit + 1 };
      const rows = await this.mails.latest(tx, page);
      const items = rows.slice(0, limit).map(viewOf);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    });
  }
}

function viewOf({ id, recipient, template, subject, text, writtenAt }: SentMailRow): DemoMailView {
  return { id, to: recipient, template, subject, text, at: writtenAt.toISOString() };
}
