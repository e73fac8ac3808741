import type { EntryRow } from './posting.js';

/** What covers the money held for others (domain 3.7). 1150 is the operator's own. */
const COVERING: readonly string[] = [
  '1010',
  '1050',
  '1060',
  '1070',
  '1100',
  '1300',
  '1310',
  '1320',
  '1400',
];

/** Of these only the operator's own money may be taken out (ruling 14). */
const CASH: readonly string[] = ['1010', '1050', '1060', '1070', '1100'];
const OWN: readonly string[] = ['3100', '4000', '4010'];
const COSTS: readonly string[] = ['5000', '5020', '5030', '5100', '5200'];

/** Where the operator stands, in EUR minor units. */
export interface Standing {
  readonly heldMinor: number;
  /** What is there less what is held for others: below zero the operator pays in (L27). */
  readonly coverMinor: number;
  /** Cash at Stripe, on the way and at the bank beyond all that is held for others (L5). */
  readonly beyondMinor: number;
  readonly clientBankMinor: number;
  /** Gone from the bank to Stripe and not yet there; below zero it is there and not gone. */
  readonly toStripeMinor: number;
  readonly operatingBankMinor: number;
  readonly ownMinor: number;
  readonly costsMinor: number;
  readonly lossReserveMinor: number;
  readonly feesBorneMinor: number;
  readonly disputeLossesMinor: number;
}

export function standingOf(balances: ReadonlyMap<string, number>): Standing {
  const of = (code: string) => balances.get(code) ?? 0;
  const sum = (codes: readonly string[]) => codes.reduce((total, code) => total + of(code), 0);
  const heldMinor = sum([...balances.keys()].filter(isHeld));
  return {
    heldMinor,
    coverMinor: sum(COVERING) - heldMinor,
    beyondMinor: sum(CASH) - heldMinor,
    clientBankMinor: of('1100'),
    toStripeMinor: of('1070'),
    operatingBankMinor: of('1150'),
    ownMinor: sum(OWN),
    costsMinor: sum(COSTS),
    lossReserveMinor: of('3100'),
    feesBorneMinor: of('5000'),
    disputeLossesMinor: of('5030'),
  };
}

/** The entry leaves less to cover what is held for others than there was before it. */
export function takesCover({ lines }: EntryRow): boolean {
  const change = lines
    .filter(({ code }) => COVERING.includes(code) || isHeld(code))
    .reduce((sum, { amount }) => sum + amount, 0);
  return change < 0;
}

const isHeld = (code: string): boolean => code.startsWith('2');
