import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Operations } from '../../../platform/operations/operations.js';
import { SavedCardsGateway } from '../../../platform/stripe/saved-cards.gateway.js';

const FORGET_CARD = 'contributions.forget-card';

interface ForgetRequest {
  readonly methodId: string;
}

/** A card that was saved for one pledge is not kept for anything else. */
@Injectable()
export class ForgetCard {
  constructor(
    gateway: SavedCardsGateway,
    private readonly operations: Operations,
  ) {
    operations.register<ForgetRequest, { readonly id: string }>({
      name: FORGET_CARD,
      call: ({ methodId }, { key }) => gateway.forget(methodId, key),
      apply: () => Promise.resolve(),
      // It has been taken off already: nothing else refuses this.
      refused: () => Promise.resolve(),
    });
  }

  async run(tx: Tx, methodId: string | null): Promise<void> {
    if (methodId === null) return;
    const request: ForgetRequest = { methodId };
    await this.operations.request(tx, { name: FORGET_CARD }, { subjectId: newId(), request });
  }
}
