import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import {
  CampaignsService,
  namelessKey,
  type CreditResult,
} from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import type { KeptLine } from '../../payments/payments.service.js';
import { arrivedAt } from '../arrivals/arrival-time.policy.js';
import { ConcludePayment } from '../conclude-payment.js';
import type { ContributionRecord, DonorRecord, Settlement } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { transferPosting } from '../postings.js';
import { ExpireTransfers } from './expire-transfers.js';
import { TransfersRepository } from './transfers.repository.js';

const WITHDRAWAL_DAYS = 14;
const DAY_MS = 86_400_000;

interface Arrived {
  readonly contribution: ContributionRecord;
  readonly donor: DonorRecord;
  readonly line: KeptLine;
  readonly paidAt: Date;
  readonly payerKeys: readonly string[];
}

/** L8: what the bank shows of a transfer is what its giver gave, whatever they had announced. */
@Injectable()
export class CreditTransfer {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly transfers: TransfersRepository,
    private readonly donors: DonorsRepository,
    private readonly campaigns: CampaignsService,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
    private readonly expiring: ExpireTransfers,
    private readonly concluding: ConcludePayment,
    private readonly clock: Clock,
  ) {}

  /** The money of an announced gift that is still waited for. */
  async announced(tx: Tx, contribution: ContributionRecord, line: KeptLine): Promise<void> {
    const { id } = contribution;
    await this.contributions.setArrived(tx, id, line.amountMinor);
    await this.transfers.setLine(tx, id, line.id);
    await this.expiring.cancel(tx, id);
    const donor = await this.donors.get(tx, id);
    await this.settle(tx, id, donor, line);
  }

  /** Money nobody announced, of somebody known or not: a gift of its own, given when it came. */
  async unannounced(
    tx: Tx,
    gift: {
      readonly campaign: { readonly campaignId: string; readonly projectId: string };
      readonly donor: DonorRecord;
      readonly reference: string | null;
    },
    line: KeptLine,
  ): Promise<string> {
    const id = newId();
    const paidAt = arrivedAt(line.valueOn, await this.clock.now(tx));
    const arrival = { id, ...gift.campaign, channel: 'bank_transfer', createdAt: paidAt } as const;
    await this.contributions.insertArrived(tx, [
      { ...arrival, giftMinor: line.amountMinor, sessionExpiresAt: paidAt },
    ]);
    const { reference } = gift;
    const transfer = { contributionId: id, reference, announcedMinor: null, bankLineId: line.id };
    await this.transfers.insert(tx, transfer);
    await this.donors.insert(tx, id, gift.donor);
    await recordBirth(tx, { machine: 'contribution', id, state: 'created', actor: SYSTEM });
    const { campaignId } = gift.campaign;
    const payment = { campaignId, contributionId: id, submittedAt: paidAt };
    await this.campaigns.openDelayedPayment(tx, payment);
    await this.settle(tx, id, gift.donor, line);
    return id;
  }

  private async settle(tx: Tx, id: string, donor: DonorRecord, line: KeptLine): Promise<void> {
    const [contribution] = await this.contributions.lockMany(tx, [id]);
    if (contribution === undefined) throw new Error(`No contribution ${id}`);
    const paidAt = arrivedAt(line.valueOn, await this.clock.now(tx));
    const arrived = { contribution, donor, line, paidAt, payerKeys: payerKeysOf(donor, line) };
    const entryId = newId();
    const result = await this.count(tx, arrived, entryId);
    const settled = settledOf(line.amountMinor, result);
    const posting = transferPosting(contribution, settled, line.valueOn);
    await this.ledger.post(tx, { ...posting, id: entryId });
    await this.contributions.setPaid(tx, [paidFacts(arrived, settled, entryId)]);
    if (result === 'counted') await this.match(tx, arrived);
    await this.concluding.run(tx, [{ contribution: { ...contribution, settled }, result }]);
  }

  private count(tx: Tx, arrived: Arrived, entryId: string): Promise<CreditResult> {
    const { contribution, line, paidAt, payerKeys } = arrived;
    return this.campaigns.recordCredit(tx, {
      campaignId: contribution.campaignId,
      contributionId: contribution.id,
      entryId,
      grossMinor: line.amountMinor,
      feeMinor: 0,
      netMinor: line.amountMinor,
      payerKeys: [...payerKeys],
      paidAt,
    });
  }

  private async match(tx: Tx, arrived: Arrived): Promise<void> {
    const { contribution, donor, line, paidAt, payerKeys } = arrived;
    const { id: contributionId, campaignId, projectId } = contribution;
    await this.matching.reserve(tx, [
      {
        contributionId,
        campaignId,
        projectId,
        giftMinor: line.amountMinor,
        paidAt,
        channel: 'online',
        payerKeys: [...payerKeys],
        personId: donor.personId,
        verifiedEmail: donor.emailVerified ? donor.email : null,
      },
    ]);
  }
}

/** Ruling 21: the sending account tells payers apart; without it nobody is known to have paid. */
function payerKeysOf(donor: DonorRecord, { id, counterpartyMark }: KeptLine): string[] {
  const { emailVerified, emailHash, personId } = donor;
  const known = [
    ...(counterpartyMark === null ? [] : [`iban:${counterpartyMark}`]),
    ...(emailVerified && emailHash !== null ? [`email:${emailHash}`] : []),
    ...(personId === null ? [] : [`person:${personId}`]),
  ];
  return known.length > 0 ? known : [namelessKey(id)];
}

function settledOf(minor: number, result: CreditResult): Settlement {
  const fund = result === 'counted' ? '2100' : '2140';
  return {
    feeMinor: 0,
    feeProjectMinor: 0,
    netMinor: minor,
    netLeftMinor: minor,
    spentMinor: 0,
    fund,
  };
}

function paidFacts({ contribution, paidAt }: Arrived, settled: Settlement, entryId: string) {
  return {
    id: contribution.id,
    chargeId: null,
    paymentIntentId: null,
    paidAt,
    entryId,
    settled,
    withdrawUntil: new Date(paidAt.getTime() + WITHDRAWAL_DAYS * DAY_MS),
  };
}
