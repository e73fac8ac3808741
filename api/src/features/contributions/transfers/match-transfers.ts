import { Injectable } from '@nestjs/common';
import { GIFT_MINOR_MAX } from '@vatra/shared/contributions/gift-limits';
import { referencesIn } from '../../../platform/bank/creditor-reference.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  PaymentsService,
  type KeptLine,
  type LineMatch,
  type LineMatcher,
} from '../../payments/payments.service.js';
import { AcceptGiver } from '../accept-giver.js';
import type { ContributionRecord, DonorRecord } from '../contribution.record.js';
import { GiverChecksRepository } from '../giver-checks/giver-checks.repository.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { CreditTransfer } from './credit-transfer.js';
import type { TransferRecord } from './transfer.record.js';
import { TransfersRepository } from './transfers.repository.js';

/** Finds gifts by transfer on the bank's statement by the reference their payers wrote. */
@Injectable()
export class MatchTransfers implements LineMatcher {
  readonly name = 'contributions.transfers';

  constructor(
    payments: PaymentsService,
    private readonly transfers: TransfersRepository,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly givers: AcceptGiver,
    private readonly checks: GiverChecksRepository,
    private readonly crediting: CreditTransfer,
  ) {
    payments.registerLineMatcher(this);
  }

  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const matches: LineMatch[] = [];
    for (const line of lines) {
      if (line.direction !== 'in' || line.returnReason !== null) continue;
      const found = await this.transfers.findAnnounced(
        tx,
        referencesIn(line.endToEndId, line.remittance),
      );
      // A line with two references pays nobody until a person has looked.
      const [transfer] = found.length === 1 ? found : [];
      const subjectId = transfer === undefined ? null : await this.take(tx, transfer, line);
      if (subjectId !== null) matches.push({ lineId: line.id, kind: 'contribution', subjectId });
    }
    return matches;
  }

  /** Null when R43 asks for a person: the money waits, in the books and apart. */
  private async take(tx: Tx, transfer: TransferRecord, line: KeptLine): Promise<string | null> {
    const { contributionId, reference } = transfer;
    const contribution = await this.contributions.findForUpdate(tx, contributionId);
    const donor = await this.donors.get(tx, contributionId);
    if (contribution === null) return null;
    if (!(await this.mayTake(tx, contribution, donor, line.amountMinor))) return null;
    if (contribution.state === 'created') {
      await this.crediting.announced(tx, contribution, line);
      return contributionId;
    }
    // Paid already, or given up waiting for: the same payer gives again, now.
    const { campaignId, projectId } = contribution;
    const campaign = { campaignId, projectId };
    return this.crediting.unannounced(tx, { campaign, donor, reference }, line);
  }

  /** R43: as announced and let through, or small enough that nobody has to look. */
  private async mayTake(
    tx: Tx,
    { id, state, giftMinor }: ContributionRecord,
    donor: DonorRecord,
    amountMinor: number,
  ): Promise<boolean> {
    const isAnnounced = state === 'created' && amountMinor <= giftMinor;
    if (isAnnounced && (await this.checks.isPassed(tx, id))) return true;
    const leftMinor = await this.givers.leftOfYear(tx, donor);
    return amountMinor <= Math.min(GIFT_MINOR_MAX, leftMinor);
  }
}
