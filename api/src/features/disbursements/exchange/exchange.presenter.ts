import type { TrancheExchangeView } from '@vatra/shared/disbursements/disbursements.views';
import { leiFor, rateBetween } from '@vatra/shared/disbursements/exchange';
import type { AgreementRow } from '../agreements/agreements.repository.js';
import type { PreparationRow } from '../tranches/approvals.repository.js';
import type { TrancheRow } from '../tranches/tranches.repository.js';
import type { ReceiptRow } from './exchange.repository.js';

export interface ExchangeParts {
  readonly tranche: TrancheRow;
  readonly agreement: AgreementRow | null;
  /** The one in force, if any. */
  readonly preparation: PreparationRow | null;
  readonly receipt: ReceiptRow | null;
}

/** R76: planned, quoted and received; null where nobody named a rate to plan with. */
export function exchangeView(parts: ExchangeParts): TrancheExchangeView | null {
  const { tranche, agreement, preparation } = parts;
  const rate = agreement?.planningRate ?? null;
  if (agreement === null || rate === null) return null;
  const plannedMinor = tranche.targetMdlMinor ?? leiFor(tranche.amountMinor, rate.rateE4);
  const receivedMinor = receivedOf(parts);
  return {
    mode: agreement.currencyMode,
    planningRateE4: rate.rateE4,
    plannedMdlMinor: plannedMinor,
    bankRateE4: preparation?.rateE4 ?? null,
    receivedMdlMinor: receivedMinor,
    actualRateE4: receivedMinor === null ? null : rateBetween(receivedMinor, tranche.amountMinor),
    differenceMdlMinor: receivedMinor === null ? null : receivedMinor - plannedMinor,
  };
}

/** What was said of an attempt that came back says nothing of the next. */
function receivedOf({ tranche, receipt }: ExchangeParts): number | null {
  if (tranche.state !== 'confirmed' || receipt?.attempt !== tranche.attempt) return null;
  return receipt.receivedMinor;
}
