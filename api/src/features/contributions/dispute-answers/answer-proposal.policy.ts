import { money, toDecimalText, type Money } from '@vatra/shared/money';

/** What is known of a gift and says that it was wanted. */
export interface GiftFacts {
  readonly projectTitle: string;
  readonly authority: string;
  readonly operator: string;
  readonly pageUrl: string;
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  readonly receiptNumber: string | null;
  readonly paidAt: Date | null;
  readonly withdrawUntil: Date | null;
  readonly isMailed: boolean;
}

/** In English, the language every card network reads; a person looks at it before it is sent. */
export function proposedDescription(facts: GiftFacts): string {
  const { projectTitle, authority, operator, pageUrl } = facts;
  return [
    `A gift of ${amountOf(facts.gift)}${extras(facts)} to the public project "${projectTitle}" of ${authority}.`,
    `${operator} collects gifts for it, holds them apart and pays them out in parts against proof of the works. Nothing is sold.`,
    `The purpose and everything that was paid out since is published at ${pageUrl}.`,
    receipt(facts),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export function proposedRefundPolicy({ withdrawUntil }: GiftFacts): string {
  const until = withdrawUntil === null ? '' : ` For this gift: until ${day(withdrawUntil)}.`;
  return [
    'Before paying, on the page of the gift, the donor is told what the gift is for, when it is charged, and what happens if the campaign fails: the whole payment comes back.',
    `Within 14 days of paying, the donor may take the whole payment back without a reason, by the link in the receipt.${until} After that, until the campaign closes, the payment comes back without the card fee.`,
    'The donor agrees to this by choosing the amount and paying on the provider’s page.',
  ].join('\n');
}

function extras({ tip, feeCover }: GiftFacts): string {
  const parts = [
    ...(tip.minor > 0 ? [`a tip of ${amountOf(tip)} for the platform`] : []),
    ...(feeCover.minor > 0 ? [`${amountOf(feeCover)} towards the card fee`] : []),
  ];
  return parts.length === 0 ? '' : `, with ${parts.join(' and ')},`;
}

function receipt({ receiptNumber, paidAt, isMailed }: GiftFacts): string {
  if (receiptNumber === null || paidAt === null) return '';
  const mailed = isMailed ? ', mailed to the address the donor gave' : '';
  return `It was paid on ${day(paidAt)}; receipt ${receiptNumber}${mailed}.`;
}

function amountOf({ minor, currency }: Money): string {
  return `${currency} ${toDecimalText(money(minor, currency))}`;
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
