import { Injectable } from '@nestjs/common';
import { PaymentsService } from '../../payments/payments.service.js';
import { AwaitCard } from './saving/await-card.js';
import { KeepCard } from './saving/keep-card.js';

/** What the provider tells of cards that are saved (ruling 19). */
@Injectable()
export class ProviderNews {
  constructor(payments: PaymentsService, waiting: AwaitCard, cards: KeepCard) {
    payments.registerApplier('checkout.session', (tx, objects) =>
      waiting.applySessions(tx, objects),
    );
    payments.registerApplier('setup_intent', (tx, objects) => cards.run(tx, objects));
  }
}
