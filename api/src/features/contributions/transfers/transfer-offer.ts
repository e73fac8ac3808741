import { Injectable, Logger } from '@nestjs/common';
import { HolidaysUnknown } from '../../../platform/calendar/working-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { CampaignRecord } from '../../campaigns/campaigns.service.js';
import { transfersOfferedUntil } from './transfer-window.policy.js';

/** Whether an open campaign can be given to by transfer, and until when (ruling 20). */
@Injectable()
export class TransferOffer {
  private readonly logger = new Logger('TransferOffer');

  constructor(private readonly clock: Clock) {}

  /** Null when it is too late, or when nobody can say: cards are taken in any case. */
  async untilOf(tx: Tx, campaign: CampaignRecord): Promise<Date | null> {
    const until = this.lastMomentOf(campaign);
    if (until === null || (await this.clock.now(tx)) > until) return null;
    return until;
  }

  /** Ruling 7: an unknown year refuses, and somebody hears of it. */
  private lastMomentOf(campaign: CampaignRecord): Date | null {
    try {
      return transfersOfferedUntil(campaign);
    } catch (error) {
      if (!(error instanceof HolidaysUnknown)) throw error;
      this.logger.error(error.message);
      return null;
    }
  }
}
