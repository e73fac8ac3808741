import { Injectable } from '@nestjs/common';
import { PaymentsService } from '../payments/payments.service.js';
import { ApplyCharges } from './apply-charges.js';
import { AwaitPayment } from './checkout/await-payment.js';
import { HearDisputes } from './disputes/hear-disputes.js';
import { EarlyNews } from './early-news.js';
import { EndCampaignGifts } from './end-campaign-gifts.js';
import { AdoptRefunds } from './refunds/adopt-refunds.js';
import { FinishRefund } from './refunds/finish-refund.js';

/** What the provider tells, each kind of its objects answered by one verb (ruling 19). */
@Injectable()
export class ProviderListener {
  constructor(
    payments: PaymentsService,
    charges: ApplyCharges,
    early: EarlyNews,
    waiting: AwaitPayment,
    adopting: AdoptRefunds,
    refunds: FinishRefund,
    disputes: HearDisputes,
    gifts: EndCampaignGifts,
  ) {
    payments.registerApplier('charge', async (tx, objects) => {
      await charges.run(tx, objects);
      await early.askAgain(tx, objects);
    });
    payments.registerApplier('checkout.session', (tx, objects) =>
      waiting.applySessions(tx, objects),
    );
    payments.registerApplier('refund', async (tx, objects) => {
      await adopting.run(tx, objects);
      await refunds.apply(tx, objects);
    });
    payments.registerApplier('dispute', (tx, objects) => disputes.run(tx, objects));
    payments.registerReserve((tx) => gifts.refundableMinor(tx));
  }
}
