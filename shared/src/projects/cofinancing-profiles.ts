import type { Currency } from '../money.js';
import type { FundingSource } from './project-words.js';

/** Who brings money to a project, as co-financing programmes see it. */
export type CofinancingParty = 'authority' | 'diaspora' | 'government' | 'partners';

export const PARTY_SOURCES: Readonly<Record<CofinancingParty, readonly FundingSource[]>> = {
  authority: ['la_cash', 'la_in_kind'],
  diaspora: ['platform_contributions'],
  government: ['national_programme'],
  partners: ['other_grant'],
};

/** A limit a programme names in its own currency, in minor units. */
export interface NamedLimit {
  readonly minor: number;
  readonly currency: Currency;
}

export interface ShareRule {
  readonly party: CofinancingParty;
  readonly percentMin?: number;
  readonly percentMax?: number;
  /** That part and no other, to the cent. */
  readonly percentExactly?: number;
  readonly amountMax?: NamedLimit;
}

/** Domain 3.2: what a programme asks of a funding plan, as data. */
export interface CofinancingProfile {
  readonly version: number;
  readonly totalMin?: NamedLimit;
  readonly shares: readonly ShareRule[];
  /** How much of the authority's share may be goods and work. */
  readonly inKindPercentMax?: number;
}

export const PROFILE_NAMES = ['default', 'DAR_2023', '3x1'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** R8, the Moldovan programme DAR 1+3 in its edition of 2023, and the Mexican 3x1. */
export const COFINANCING_PROFILES: Readonly<Record<ProfileName, CofinancingProfile>> = {
  default: {
    version: 1,
    shares: [
      { party: 'authority', percentMin: 10 },
      { party: 'diaspora', percentMin: 10 },
    ],
    inKindPercentMax: 50,
  },
  DAR_2023: {
    version: 1,
    totalMin: { minor: 30_000_000, currency: 'MDL' },
    shares: [
      { party: 'government', percentMax: 50, amountMax: { minor: 25_000_000, currency: 'MDL' } },
      { party: 'authority', percentMin: 10 },
      { party: 'diaspora', percentMin: 10 },
    ],
    inKindPercentMax: 50,
  },
  '3x1': {
    version: 1,
    shares: [
      { party: 'diaspora', percentExactly: 25 },
      { party: 'authority', percentExactly: 25 },
      { party: 'partners', percentExactly: 25 },
      { party: 'government', percentExactly: 25 },
    ],
  },
};

/** 19.4750 MDL for one euro is 194750: four digits, no fractions in between. */
export const RATE_UNIT = 10_000;

/** Whether the profile cannot be judged without the project's planning rate. */
export function needsPlanningRate(name: ProfileName): boolean {
  const { totalMin, shares } = COFINANCING_PROFILES[name];
  return totalMin !== undefined || shares.some(({ amountMax }) => amountMax !== undefined);
}

/** A plan, or what has come of it, in EUR minor units. */
export interface CofinancingSums {
  /** What the shares are shares of. */
  readonly budgetMinor: number;
  readonly parties: Readonly<Record<CofinancingParty, number>>;
  readonly inKindMinor: number;
}

export type ShareLineKind = 'least' | 'most' | 'exactly' | 'most-money' | 'in-kind' | 'total';

/** One rule of a profile against the sums: "diaspora 7 % of 10 % needed". */
export interface ShareLine {
  readonly kind: ShareLineKind;
  readonly party: CofinancingParty;
  readonly minor: number;
  /** In tenths of a percent, rounded down: 70 = 7.0 %. */
  readonly perMille: number;
  readonly limitPercent: number | null;
  /** What a named limit is in EUR by the planning rate. */
  readonly limitMinor: number | null;
  readonly isMet: boolean;
}

/** The sums of one tier of a plan. */
export function sumsOf(
  items: readonly { readonly source: FundingSource; readonly amountMinor: number }[],
  budgetMinor: number,
): CofinancingSums {
  const amountOf = (sources: readonly FundingSource[]) =>
    items
      .filter(({ source }) => sources.includes(source))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    budgetMinor,
    parties: {
      authority: amountOf(PARTY_SOURCES.authority),
      diaspora: amountOf(PARTY_SOURCES.diaspora),
      government: amountOf(PARTY_SOURCES.government),
      partners: amountOf(PARTY_SOURCES.partners),
    },
    inKindMinor: amountOf(['la_in_kind']),
  };
}

/** Limits in another currency than the euro are left out as long as no rate is known. */
export function evaluateProfile(
  name: ProfileName,
  sums: CofinancingSums,
  rateE4: number | null,
): ShareLine[] {
  const profile = COFINANCING_PROFILES[name];
  return [
    ...profile.shares.flatMap((rule) => shareLines(rule, sums, rateE4)),
    ...inKindLines(profile, sums),
    ...totalLines(profile, sums, rateE4),
  ];
}

function shareLines(rule: ShareRule, sums: CofinancingSums, rateE4: number | null): ShareLine[] {
  const { party, percentMin, percentMax, percentExactly, amountMax } = rule;
  const minor = sums.parties[party];
  const base = { party, minor, perMille: perMilleOf(minor, sums.budgetMinor), limitMinor: null };
  const hundredfold = minor * 100;
  const limitMinor = amountMax === undefined ? null : eurosOf(amountMax, rateE4, 'down');
  return [
    ...when(percentMin, (limitPercent) => ({
      ...{ ...base, kind: 'least', limitPercent },
      isMet: hundredfold >= sums.budgetMinor * limitPercent,
    })),
    ...when(percentMax, (limitPercent) => ({
      ...{ ...base, kind: 'most', limitPercent },
      isMet: hundredfold <= sums.budgetMinor * limitPercent,
    })),
    ...when(percentExactly, (limitPercent) => ({
      ...{ ...base, kind: 'exactly', limitPercent },
      isMet: Math.abs(hundredfold - sums.budgetMinor * limitPercent) < 100,
    })),
    ...when(limitMinor, (limit) => ({
      ...{ ...base, kind: 'most-money', limitPercent: null, limitMinor: limit },
      isMet: minor <= limit,
    })),
  ];
}

function inKindLines(
  { inKindPercentMax }: CofinancingProfile,
  { inKindMinor, parties }: CofinancingSums,
): ShareLine[] {
  return when(inKindPercentMax, (limitPercent) => ({
    kind: 'in-kind',
    party: 'authority',
    minor: inKindMinor,
    perMille: perMilleOf(inKindMinor, parties.authority),
    ...{ limitPercent, limitMinor: null },
    isMet: inKindMinor * 100 <= parties.authority * limitPercent,
  }));
}

function totalLines(
  { totalMin }: CofinancingProfile,
  { budgetMinor }: CofinancingSums,
  rateE4: number | null,
): ShareLine[] {
  const needed = totalMin === undefined ? null : eurosOf(totalMin, rateE4, 'up');
  return when(needed, (limitMinor) => ({
    kind: 'total',
    party: 'government',
    minor: budgetMinor,
    perMille: 1_000,
    ...{ limitPercent: null, limitMinor },
    isMet: budgetMinor >= limitMinor,
  }));
}

/** A limit rounds towards being kept: a floor up, a ceiling down. */
function eurosOf(limit: NamedLimit, rateE4: number | null, round: 'up' | 'down'): number | null {
  if (limit.currency === 'EUR') return limit.minor;
  if (rateE4 === null) return null;
  const product = BigInt(limit.minor) * BigInt(RATE_UNIT);
  const rate = BigInt(rateE4);
  return Number(round === 'up' ? (product + rate - 1n) / rate : product / rate);
}

function perMilleOf(minor: number, wholeMinor: number): number {
  return wholeMinor === 0 ? 0 : Math.floor((minor * 1_000) / wholeMinor);
}

function when<Value>(
  value: Value | null | undefined,
  line: (value: Value) => ShareLine,
): ShareLine[] {
  return value === null || value === undefined ? [] : [line(value)];
}
