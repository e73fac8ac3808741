import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { MoneyPauseRepository } from './money-pause.repository.js';

/**
 * Sees at the start of a process that the database is a copy of the one it worked on before: what was
 * sent outside since the copy was made is unknown to it, so nothing is sent until the books have been
 * compared with the provider and the bank.
 */
@Injectable()
export class RestoreGuard implements OnModuleInit {
  private readonly log = new Logger(RestoreGuard.name);

  constructor(
    private readonly database: Database,
    private readonly pauses: MoneyPauseRepository,
  ) {}

  async onModuleInit(): Promise<void> {
    const isCopy = await this.database.inTransaction(async (tx) => {
      const { before, now } = await this.pauses.replaceOrigin(tx);
      if (before === null || before === now) return false;
      await this.pauses.begin(tx, `restored: ${before} is ${now}`);
      return true;
    });
    if (isCopy) this.log.warn('the database is a restored copy: money waits for a reconciliation');
  }
}
