import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { LedgerService } from './ledger.service.js';

/** Every process tells the role it works as, and does not start with one that could change the books. */
@Injectable()
export class LedgerWall implements OnModuleInit {
  private readonly log = new Logger(LedgerWall.name);

  constructor(private readonly ledger: LedgerService) {}

  async onModuleInit(): Promise<void> {
    const role = await this.ledger.requireWall();
    this.log.log(`works as role ${role}, which cannot change the ledger`);
  }
}
