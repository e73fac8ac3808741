import { Injectable } from '@nestjs/common';
import type {
  ChooseCurrencyDto,
  SayReceivedDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { AgreementView, TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ReadAgreements } from '../agreements/read-agreements.js';
import { ReadTranches } from '../tranches/read-tranches.js';
import { ChooseCurrency } from './choose-currency.js';
import { SayReceived } from './say-received.js';

/** R76: euro and lei of an agreement and of its payments. */
@Injectable()
export class ExchangeService {
  constructor(
    private readonly database: Database,
    private readonly choosing: ChooseCurrency,
    private readonly saying: SayReceived,
    private readonly readAgreements: ReadAgreements,
    private readonly readTranches: ReadTranches,
  ) {}

  chooseCurrency(actor: Actor, projectId: string, dto: ChooseCurrencyDto): Promise<AgreementView> {
    return this.database.inTransaction(async (tx) => {
      await this.choosing.choose(tx, actor, projectId, dto);
      return this.readAgreements.get(tx, projectId);
    });
  }

  sayReceived(actor: Actor, trancheId: string, dto: SayReceivedDto): Promise<TrancheView> {
    return this.database.inTransaction(async (tx) => {
      await this.saying.say(tx, actor, trancheId, dto);
      return this.readTranches.get(tx, trancheId, actor);
    });
  }
}
