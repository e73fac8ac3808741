import { minorFromSql } from '@vatra/shared/money';
import type { ContributionRecord, PaymentAmounts, Settlement } from './contribution.record.js';

export interface ContributionRow extends Omit<
  ContributionRecord,
  | 'giftMinor'
  | 'tipMinor'
  | 'feeCoverMinor'
  | 'grossMinor'
  | 'giftReturnedMinor'
  | 'returnedMinor'
  | 'settled'
> {
  readonly giftMinor: string | null;
  readonly tipMinor: string | null;
  readonly feeCoverMinor: string | null;
  readonly grossMinor: string | null;
  readonly giftReturnedMinor: string;
  readonly returnedMinor: string;
  readonly feeMinor: string | null;
  readonly feeProjectMinor: string | null;
  readonly netMinor: string | null;
  readonly netLeftMinor: string | null;
  readonly spentMinor: string;
  readonly fund: Settlement['fund'] | null;
}

/** Columns of one contribution as `ContributionRow` names them; `c` is the table. */
export const CONTRIBUTION_COLUMNS = `c.id, c.campaign_id AS "campaignId", c.project_id AS "projectId", c.state, c.channel,
  c.gift_minor AS "giftMinor", c.tip_minor AS "tipMinor", c.fee_cover_minor AS "feeCoverMinor",
  c.gross_minor AS "grossMinor", CASE WHEN c.presented_currency IS NOT NULL THEN jsonb_build_object(
    'currency', c.presented_currency, 'giftMinor', c.presented_gift_minor, 'tipMinor', c.presented_tip_minor,
    'feeCoverMinor', c.presented_fee_cover_minor, 'grossMinor', c.presented_gross_minor,
    'exchangeRate', c.exchange_rate::text) END AS presented,
  c.created_at AS "createdAt",
  c.session_expires_at AS "sessionExpiresAt", c.session_version AS "sessionVersion",
  c.session_id AS "sessionId", c.checkout_url AS "checkoutUrl", c.charge_id AS "chargeId",
  c.paid_at AS "paidAt", c.receipt_number AS "receiptNumber", c.withdraw_until AS "withdrawUntil",
  c.choice_until AS "choiceUntil", c.choice_reason AS "choiceReason", c.origin_id AS "originId", c.open_refund_id AS "openRefundId", c.open_dispute_id AS "openDisputeId", c.gift_returned_minor AS "giftReturnedMinor",
  c.returned_minor AS "returnedMinor", c.fee_minor AS "feeMinor",
  c.fee_project_minor AS "feeProjectMinor", c.net_minor AS "netMinor",
  c.net_left_minor AS "netLeftMinor", c.spent_minor AS "spentMinor", c.fund`;

export function recordOf(row: ContributionRow): ContributionRecord {
  const { feeMinor, feeProjectMinor, netMinor, netLeftMinor, spentMinor, fund, ...plain } = row;
  return {
    ...plain,
    giftReturnedMinor: minorFromSql(row.giftReturnedMinor),
    returnedMinor: minorFromSql(row.returnedMinor),
    ...amountsOf([row.giftMinor, row.tipMinor, row.feeCoverMinor, row.grossMinor]),
    settled:
      feeMinor === null ||
      feeProjectMinor === null ||
      netMinor === null ||
      netLeftMinor === null ||
      fund === null
        ? null
        : {
            feeMinor: minorFromSql(feeMinor),
            feeProjectMinor: minorFromSql(feeProjectMinor),
            netMinor: minorFromSql(netMinor),
            netLeftMinor: minorFromSql(netLeftMinor),
            spentMinor: minorFromSql(spentMinor),
            fund,
          },
  };
}

/** Zero as long as the euro of a foreign payment are not known. */
function amountsOf(columns: readonly (string | null)[]): PaymentAmounts {
  const [giftMinor = 0, tipMinor = 0, feeCoverMinor = 0, grossMinor = 0] = columns.map((minor) =>
    minorFromSql(minor ?? 0),
  );
  return { giftMinor, tipMinor, feeCoverMinor, grossMinor };
}
