import { amountInWords, decimalInWords } from '@vatra/shared/amount-in-words';
import type { CurrencyMode } from '@vatra/shared/disbursements/exchange';
import type { Locale } from '@vatra/shared/localized.dto';
import type { PlanningRateDto } from '@vatra/shared/projects/projects.dto';
import type { PlannedTranche } from '../tranches/tranche-plan.policy.js';

export interface AgreedTranche extends PlannedTranche {
  readonly targetMdlMinor: number | null;
}

export interface CurrencyFacts {
  readonly tranches: readonly AgreedTranche[];
  readonly mode: CurrencyMode;
  readonly planningRate: PlanningRateDto | null;
  /** Of the grant, kept back for dearer lei. */
  readonly reserveMinor: number;
}

/** R76: in which currency the parts are fixed, by which rate they were planned, and who bears the rest. */
export function currencyClause(facts: CurrencyFacts, locale: Locale): string {
  const planned = plannedRate(facts, locale);
  if (facts.mode === 'TARGET_MDL') return target(facts, { locale, planned });
  return locale === 'ro'
    ? `Moneda. Sumele în euro sunt fixe; autoritatea locală primește în lei ce dă banca pentru ele.${planned} Diferența se publică și o suportă rezerva din buget sau autoritatea locală.`
    : `Currency. The amounts in euro are fixed; the local authority receives in lei what its bank gives for them.${planned} The difference is published and borne by the reserve of the budget or by the local authority.`;
}

function target(
  { tranches, reserveMinor }: CurrencyFacts,
  { locale, planned }: { locale: Locale; planned: string },
): string {
  const word = locale === 'ro' ? 'tranșa' : 'part';
  const parts = tranches
    .map(
      (part) =>
        `${word} ${String(part.number)} ${amountInWords(part.targetMdlMinor ?? 0, locale, 'MDL')}`,
    )
    .join(', ');
  const reserve = amountInWords(reserveMinor, locale);
  return locale === 'ro'
    ? `Moneda. Sumele în lei sunt fixe: ${parts}.${planned} Operatorul plătește euro câți cere banca pentru ei în ziua plății; toate tranșele împreună depășesc planul cu cel mult ${reserve}, opriți din grant ca parte a rezervei din buget.`
    : `Currency. The amounts in lei are fixed: ${parts}.${planned} The operator pays the euro its bank asks for them on the day; all parts together exceed the plan by ${reserve} at most, kept back from the grant as its part of the reserve of the budget.`;
}

function plannedRate({ planningRate }: CurrencyFacts, locale: Locale): string {
  if (planningRate === null) return '';
  const { rateE4, on, source } = planningRate;
  const decimal = `${String(Math.floor(rateE4 / 10_000))}.${String(rateE4 % 10_000).padStart(4, '0')}`;
  const rate = decimalInWords(decimal, locale);
  return locale === 'ro'
    ? ` S-a planificat cu ${rate} lei pentru un euro (${source}, ${on}).`
    : ` It was planned with ${rate} lei for one euro (${source}, ${on}).`;
}
