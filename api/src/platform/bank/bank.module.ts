import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { BankTransferRail } from './bank-transfer.rail.js';
import { IbanSeal } from './iban-seal.js';

/** The operator's bank: payment files out, account numbers at rest. */
@Module({
  providers: [
    {
      provide: IbanSeal,
      inject: [Config],
      useFactory: (config: Config) => new IbanSeal(config.authSecret),
    },
    BankTransferRail,
  ],
  exports: [IbanSeal, BankTransferRail],
})
export class BankModule {}
