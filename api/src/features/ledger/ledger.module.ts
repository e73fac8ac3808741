import { Module } from '@nestjs/common';
import { LedgerController } from './ledger.controller.js';
import { LedgerPagesRepository } from './ledger-pages.repository.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerSealer } from './ledger.sealer.js';
import { LedgerSealsRepository } from './ledger-seals.repository.js';
import { LedgerService } from './ledger.service.js';
import { LedgerWall } from './ledger-wall.js';

@Module({
  controllers: [LedgerController],
  providers: [
    LedgerRepository,
    LedgerSealsRepository,
    LedgerPagesRepository,
    LedgerSealer,
    LedgerService,
    LedgerWall,
  ],
  exports: [LedgerService],
})
export class LedgerModule {}
