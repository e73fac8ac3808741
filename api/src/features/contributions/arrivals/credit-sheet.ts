import { Injectable } from '@nestjs/common';
import { allocate } from '@vatra/shared/money';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirths } from '../../../platform/database/state-moves.js';
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
import { ConcludePayment } from '../conclude-payment.js';
import type { DonorRecord, Settlement } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { OfflineLinesRepository } from '../offline/offline-lines.repository.js';
import { arrivedPosting } from '../offline/offline-postings.js';
import {
  standing,
  type SheetLineRecord,
  type SheetRecord,
} from '../offline/offline-sheet.record.js';
import { arrivedAt } from './arrival-time.policy.js';
import { ArrivalsRepository } from './arrivals.repository.js';

interface SheetGift {
  readonly contributionId: string;
  readonly line: SheetLineRecord;
  readonly minor: number;
  readonly result: CreditResult;
}

/**
 * L7: what the bank shows of a sheet becomes gifts, one for each receipt with its part of the money
 * (largest remainder when less came), and counts from this moment on (R34).
 */
@Injectable()
export class CreditSheet {
  constructor(
    private readonly arrivals: ArrivalsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly campaigns: CampaignsService,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
    private readonly concluding: ConcludePayment,
    private readonly clock: Clock,
  ) {}

  /** At most what is still missing of the sheet. */
  async credit(tx: Tx, sheet: SheetRecord, bankLine: KeptLine): Promise<void> {
    const paidAt = arrivedAt(bankLine.valueOn, await this.clock.now(tx));
    const entryId = newId();
    const parts = await this.partsOf(tx, sheet, bankLine.amountMinor);
    await this.writeGifts(tx, sheet, parts);
    const gifts: SheetGift[] = [];
    for (const part of parts) {
      const result = await this.count(tx, sheet, part, { entryId, paidAt });
      gifts.push({ ...part, result });
    }
    const arrival = { id: newId(), valueOn: bankLine.valueOn };
    const posting = arrivedPosting(sheet, arrival, sumsOf(gifts));
    await this.ledger.post(tx, { ...posting, id: entryId });
    await this.markPaid(tx, gifts, { entryId, paidAt });
    const { id: bankLineId, amountMinor } = bankLine;
    await this.arrivals.insert(
      tx,
      { ...arrival, sheetId: sheet.id, bankLineId, amountMinor, entryId },
      gifts.map(({ contributionId, line, minor }) => ({
        contributionId,
        lineId: line.id,
        amountMinor: minor,
      })),
    );
    await this.match(tx, sheet, gifts, paidAt);
    await this.conclude(tx, gifts);
  }

  /** The money in proportion to what each receipt still waits for. */
  private async partsOf(tx: Tx, sheet: SheetRecord, amountMinor: number) {
    const credited = await this.arrivals.creditedOf(tx, sheet.id);
    const all = await this.lines.listOf(tx, sheet.id);
    const lines = standing(all).filter(({ confirmedAt }) => confirmedAt !== null);
    const parts = allocate(
      amountMinor,
      lines.map((line) => ({
        key: line.id,
        weight: line.amountMinor - (credited.get(line.id) ?? 0),
      })),
    );
    return lines.flatMap((line) => {
      const minor = parts.get(line.id) ?? 0;
      return minor === 0 ? [] : [{ contributionId: newId(), line, minor }];
    });
  }

  private async writeGifts(
    tx: Tx,
    { campaignId, projectId, recordedAt }: SheetRecord,
    parts: readonly Omit<SheetGift, 'result'>[],
  ): Promise<void> {
    const createdAt = recordedAt ?? (await this.clock.now(tx));
    await this.contributions.insertArrived(
      tx,
      parts.map(({ contributionId: id, minor: giftMinor }) => ({
        id,
        campaignId,
        projectId,
        channel: 'offline',
        giftMinor,
        createdAt,
        sessionExpiresAt: createdAt,
      })),
    );
    await this.donors.insertMany(
      tx,
      parts.map(({ contributionId, line }) => ({ contributionId, ...donorOf(line) })),
    );
    const ids = parts.map(({ contributionId }) => contributionId);
    const birth = { machine: 'contribution', ids, state: 'created', actor: SYSTEM } as const;
    await recordBirths(tx, birth);
  }

  private async count(
    tx: Tx,
    sheet: SheetRecord,
    { contributionId, line, minor }: Omit<SheetGift, 'result'>,
    { entryId, paidAt }: { entryId: string; paidAt: Date },
  ): Promise<CreditResult> {
    const { campaignId, recordedAt } = sheet;
    const submittedAt = recordedAt ?? paidAt;
    await this.campaigns.openDelayedPayment(tx, { campaignId, contributionId, submittedAt });
    return this.campaigns.recordCredit(tx, {
      campaignId,
      contributionId,
      entryId,
      grossMinor: minor,
      feeMinor: 0,
      netMinor: minor,
      payerKeys: payerKeysOf(sheet, line),
      paidAt,
      isOffline: true,
    });
  }

  private async markPaid(
    tx: Tx,
    gifts: readonly SheetGift[],
    { entryId, paidAt }: { entryId: string; paidAt: Date },
  ): Promise<void> {
    await this.contributions.setPaid(
      tx,
      gifts.map((gift) => ({
        id: gift.contributionId,
        chargeId: null,
        paymentIntentId: null,
        paidAt,
        entryId,
        settled: settledOf(gift),
        withdrawUntil: null,
      })),
    );
  }

  /** Only funds that match offline money, and only what counts (R53). */
  private async match(
    tx: Tx,
    sheet: SheetRecord,
    gifts: readonly SheetGift[],
    paidAt: Date,
  ): Promise<void> {
    const { campaignId, projectId } = sheet;
    const counted = gifts.filter(({ result }) => result === 'counted');
    await this.matching.reserve(
      tx,
      counted.map(({ contributionId, line, minor }) => ({
        contributionId,
        campaignId,
        projectId,
        giftMinor: minor,
        paidAt,
        channel: 'offline',
        payerKeys: payerKeysOf(sheet, line),
        personId: null,
        verifiedEmail: null,
      })),
    );
  }

  private async conclude(tx: Tx, gifts: readonly SheetGift[]): Promise<void> {
    const ids = gifts.map(({ contributionId }) => contributionId);
    const rows = await this.contributions.lockMany(tx, ids);
    const results = new Map(gifts.map(({ contributionId, result }) => [contributionId, result]));
    await this.concluding.run(
      tx,
      rows.map((contribution) => ({
        contribution,
        result: results.get(contribution.id) ?? 'counted',
      })),
    );
  }
}

/** Ruling 21: named receipts are one payer by their name, the nameless ones of a sheet are one group. */
function payerKeysOf({ id }: SheetRecord, { nameHash }: SheetLineRecord): string[] {
  return [nameHash === null ? namelessKey(id) : `name:${nameHash}`];
}

function settledOf({ minor, result }: SheetGift): Settlement {
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

function sumsOf(gifts: readonly SheetGift[]) {
  const sum = (wanted: boolean) =>
    gifts.reduce(
      (total, { minor, result }) => ((result === 'counted') === wanted ? total + minor : total),
      0,
    );
  return { countedMinor: sum(true), otherMinor: sum(false) };
}

function donorOf(line: SheetLineRecord): DonorRecord {
  const { donorName, email, emailHash, locale } = line;
  return {
    personId: null,
    email,
    emailHash,
    emailVerified: false,
    donorName,
    publicName: null,
    message: null,
    country: null,
    locale,
  };
}
