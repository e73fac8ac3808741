import { Injectable } from '@nestjs/common';
import { projectFee } from '@vatra/shared/contributions/fees';
import { BASE_CURRENCY } from '@vatra/shared/money';
import { isUuid } from '@vatra/shared/rules/text.rules';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import type { BalanceTransaction, StripeCharge } from '../../platform/stripe/stripe.types.js';
import { CampaignsService, type CreditResult } from '../campaigns/campaigns.service.js';
import { LedgerService, type Posting } from '../ledger/ledger.service.js';
import { MatchingService, type MatchableGift } from '../matching/matching.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { AwaitPayment } from './checkout/await-payment.js';
import { ConcludePayment } from './conclude-payment.js';
import type { ContributionRecord, DonorRecord, Settlement } from './contribution.record.js';
import { PaymentMismatch } from './contributions.errors.js';
import { ContributionsRepository, type PaidFacts } from './contributions.repository.js';
import { DonorKeys } from './donor-keys.js';
import { DonorsRepository } from './donors.repository.js';
import { creditPosting } from './postings.js';
import { asPaid, settledAmounts } from './presented.policy.js';

const WITHDRAWAL_DAYS = 14;
const DAY_MS = 86_400_000;

interface Paid {
  readonly contribution: ContributionRecord;
  readonly donor: DonorRecord;
  readonly charge: StripeCharge;
  readonly balance: BalanceTransaction;
}

interface Booked extends Paid {
  readonly result: CreditResult;
  readonly settled: Settlement;
  readonly entryId: string;
}

/**
 * What successful charges mean: the state moves, L1 is posted and the campaign learns of the credit,
 * together or not at all, and once however often Stripe tells (rulings 16 and 32).
 */
@Injectable()
export class ApplyCharges {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly keys: DonorKeys,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly matching: MatchingService,
    private readonly payments: PaymentsService,
    private readonly waiting: AwaitPayment,
    private readonly concluding: ConcludePayment,
  ) {}

  async run(tx: Tx, charges: readonly StripeCharge[]): Promise<void> {
    const ours = charges.filter(isOurs);
    if (ours.length === 0) return;
    const ids = [...new Set(ours.map(contributionIdOf))];
    const rows = await this.contributions.lockMany(tx, ids);
    const contributions = new Map(rows.map((row) => [row.id, row]));
    const donors = await this.donors.listOf(tx, ids);
    const paid: Paid[] = [];
    for (const charge of ours) {
      const contribution = contributions.get(contributionIdOf(charge));
      const donor = donors.get(contributionIdOf(charge));
      if (contribution === undefined || donor === undefined) {
        throw new PaymentMismatch('unknown', charge.id);
      }
      if (!isNews(contribution, charge)) continue;
      requireMatch(contribution, charge);
      if (charge.balance === null) await this.waiting.beginProcessing(tx, contribution, charge);
      else paid.push({ contribution, donor, charge, balance: charge.balance });
    }
    if (paid.length > 0) await this.settle(tx, paid);
  }

  private async settle(tx: Tx, batch: readonly Paid[]): Promise<void> {
    const booked: Booked[] = [];
    for (const paid of batch) booked.push(await this.record(tx, paid));
    await this.contributions.setPaid(tx, booked.map(paidFacts));
    await this.ledger.postMany(tx, booked.map(entryOf));
    const counted = booked.filter(({ result }) => result === 'counted');
    await this.matching.reserve(
      tx,
      counted.map((gift) => this.matchable(gift)),
    );
    await this.concluding.run(
      tx,
      booked.map(({ contribution, charge, settled, result }) => ({
        contribution: { ...contribution, chargeId: charge.id, settled },
        result,
      })),
    );
    await this.payments.planSweep(tx);
  }

  /** Tells the campaign first: its answer says which fund the entry credits. */
  private async record(tx: Tx, told: Paid): Promise<Booked> {
    const paid = { ...told, contribution: inEuro(told) };
    const { contribution, balance } = paid;
    const entryId = newId();
    const settled = settlementOf(contribution, balance);
    const result = await this.credit(tx, paid, { entryId, settled });
    const fund = result === 'counted' ? '2100' : '2140';
    return { ...paid, entryId, result, settled: { ...settled, fund } };
  }

  /** A session that ended unpaid and was paid after all counts for nothing: it goes back. */
  private async credit(
    tx: Tx,
    { contribution, donor, charge }: Paid,
    { entryId, settled }: { entryId: string; settled: Settlement },
  ): Promise<CreditResult> {
    if (contribution.state === 'expired') return 'late';
    return this.campaigns.recordCredit(tx, {
      campaignId: contribution.campaignId,
      contributionId: contribution.id,
      entryId,
      grossMinor: contribution.giftMinor + contribution.feeCoverMinor,
      feeMinor: settled.feeProjectMinor,
      netMinor: settled.netMinor,
      payerKeys: this.payerKeys(donor, charge),
      paidAt: charge.created,
    });
  }

  private matchable({ contribution, donor, charge }: Booked): MatchableGift {
    const { id, campaignId, projectId, giftMinor } = contribution;
    return {
      contributionId: id,
      campaignId,
      projectId,
      giftMinor,
      paidAt: charge.created,
      channel: 'online',
      payerKeys: this.payerKeys(donor, charge),
      personId: donor.personId,
      verifiedEmail: donor.emailVerified ? donor.email : null,
    };
  }

  /** Ruling 21: what tells that two gifts come from one payer. */
  private payerKeys(donor: DonorRecord, charge: StripeCharge): string[] {
    const { cardFingerprint } = charge;
    const { emailVerified, emailHash } = donor;
    return [
      ...(cardFingerprint === null ? [] : [`card:${this.keys.cardHash(cardFingerprint)}`]),
      ...(emailVerified && emailHash !== null ? [`email:${emailHash}`] : []),
      ...(donor.personId === null ? [] : [`person:${donor.personId}`]),
    ];
  }
}

function isOurs(charge: StripeCharge): boolean {
  return charge.status === 'succeeded' && isUuid(charge.metadata.contribution_id);
}

function contributionIdOf(charge: StripeCharge): string {
  return charge.metadata.contribution_id ?? '';
}

/** False when this charge has been applied: Stripe tells of each one several times. */
function isNews(contribution: ContributionRecord, charge: StripeCharge): boolean {
  const { chargeId, paidAt, state } = contribution;
  if (chargeId !== null && chargeId !== charge.id) {
    throw new PaymentMismatch('second-charge', charge.id);
  }
  if (paidAt !== null) return false;
  return state !== 'processing' || charge.balance !== null;
}

/** What was asked for, in its currency, was paid; and what came of it is euro (ruling 4). */
function requireMatch(contribution: ContributionRecord, charge: StripeCharge): void {
  const asked = asPaid(contribution);
  if (charge.currency !== asked.currency) throw new PaymentMismatch('currency', charge.id);
  if (charge.amountMinor !== asked.grossMinor) throw new PaymentMismatch('amount', charge.id);
  const { balance } = charge;
  if (balance === null) return;
  const isAsAsked =
    contribution.presented === null
      ? balance.amountMinor === asked.grossMinor
      : balance.exchangeRate !== null && balance.amountMinor > 0;
  if (!isAsAsked || balance.currency !== BASE_CURRENCY) {
    throw new PaymentMismatch('settlement', charge.id);
  }
}

/** R45, ruling 5: a payment in another currency counts with what the provider settled of it. */
function inEuro({ contribution, balance }: Paid): ContributionRecord {
  const { presented } = contribution;
  if (presented === null) return contribution;
  return {
    ...contribution,
    ...settledAmounts(presented, balance.amountMinor),
    presented: { ...presented, exchangeRate: balance.exchangeRate },
  };
}

function settlementOf(contribution: ContributionRecord, balance: BalanceTransaction): Settlement {
  const { giftMinor, tipMinor, feeCoverMinor } = contribution;
  const { feeMinor } = balance;
  const feeProjectMinor = projectFee({ giftMinor, tipMinor, feeCoverMinor, feeMinor });
  const netMinor = giftMinor + feeCoverMinor - feeProjectMinor;
  return {
    feeMinor,
    feeProjectMinor,
    netMinor,
    netLeftMinor: netMinor,
    spentMinor: 0,
    fund: '2100',
  };
}

function entryOf({ contribution, settled, charge, entryId }: Booked): Posting {
  const paidOn = charge.created.toISOString().slice(0, 10);
  return { ...creditPosting(contribution, settled, paidOn), id: entryId };
}

function paidFacts({ contribution, settled, charge, entryId }: Booked): PaidFacts {
  return {
    id: contribution.id,
    chargeId: charge.id,
    paymentIntentId: charge.paymentIntentId,
    paidAt: charge.created,
    entryId,
    settled,
    ...euroOf(contribution),
    withdrawUntil: new Date(charge.created.getTime() + WITHDRAWAL_DAYS * DAY_MS),
  };
}

/** Only of a payment in another currency is there anything to learn. */
function euroOf({ presented, ...euro }: ContributionRecord): Pick<PaidFacts, 'euro'> {
  if (presented?.exchangeRate === null || presented === null) return {};
  const { giftMinor, tipMinor, feeCoverMinor, grossMinor } = euro;
  const { exchangeRate } = presented;
  return { euro: { giftMinor, tipMinor, feeCoverMinor, grossMinor, exchangeRate } };
}
