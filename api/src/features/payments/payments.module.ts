import { Module } from '@nestjs/common';
import { BankModule } from '../../platform/bank/bank.module.js';
import { StripeModule } from '../../platform/stripe/stripe.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { BankLinesRepository } from './bank/bank-lines.repository.js';
import { ParkLines } from './bank/park-lines.js';
import { BookPayouts } from './book-payouts.js';
import { BookTopUps } from './book-top-ups.js';
import { CatchUpLane } from './catch-up.lane.js';
import { CatchUpRepository } from './catch-up.repository.js';
import { ImportStatement } from './bank/import-statement.js';
import { InboxRepository } from './inbox.repository.js';
import { PaymentsController } from './payments.controller.js';
import { PaymentsService } from './payments.service.js';
import { StripeAppliers } from './stripe-appliers.js';
import { StripeInbox } from './stripe-inbox.js';
import { StripeMirrorRepository } from './stripe-mirror.repository.js';
import { StripeReader } from './stripe-reader.js';
import { SweepBalance } from './sweep-balance.js';
import { SweepsRepository } from './sweeps.repository.js';

@Module({
  imports: [StripeModule, BankModule, LedgerModule],
  controllers: [PaymentsController],
  providers: [
    InboxRepository,
    CatchUpRepository,
    StripeMirrorRepository,
    SweepsRepository,
    BankLinesRepository,
    StripeReader,
    StripeAppliers,
    StripeInbox,
    CatchUpLane,
    BookPayouts,
    BookTopUps,
    SweepBalance,
    ParkLines,
    ImportStatement,
    PaymentsService,
  ],
  exports: [PaymentsService],
})
export class PaymentsModule {}
