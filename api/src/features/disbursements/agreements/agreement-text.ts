import { amountInWords } from '@vatra/shared/amount-in-words';
import type { Locale, Localized } from '@vatra/shared/localized.dto';
import type { TierName } from '@vatra/shared/projects/projects.dto';
import { currencyClause, type CurrencyFacts } from './currency-clause.js';

/** Raised whenever a word below changes: a signature names the version it was given for (R58). */
export const AGREEMENT_TEXT_VERSION = 4;

export interface AgreementFacts extends CurrencyFacts {
  readonly operatorName: string;
  readonly authorityName: string;
  readonly projectTitle: Localized;
  readonly tier: TierName;
  readonly grantTotalMinor: number;
}

/** The whole agreement in both languages, frozen when it is offered for signature. */
export function agreementText(facts: AgreementFacts): Localized {
  return { ro: paragraphs(facts, 'ro'), en: paragraphs(facts, 'en') };
}

function paragraphs(facts: AgreementFacts, locale: Locale): string {
  const clauses = locale === 'ro' ? romanian(facts) : english(facts);
  return clauses.map((clause, index) => `${String(index + 1)}. ${clause}`).join('\n\n');
}

const TIER: Readonly<Record<Locale, Readonly<Record<TierName, string>>>> = {
  ro: { minimum: 'minim', optimum: 'optim' },
  en: { minimum: 'minimum', optimum: 'optimum' },
};

function english(facts: AgreementFacts): string[] {
  const { operatorName, authorityName, projectTitle, tier } = facts;
  return [
    `Parties. ${operatorName} (the operator) and ${authorityName} (the local authority). The endorsing hometown association signs as a witness.`,
    `Purpose. The money was given for "${projectTitle.en}" and is used for nothing else. The campaign reached the ${TIER.en[tier]} scope; the local authority delivers what that scope says.`,
    `Grant. ${amountInWords(facts.grantTotalMinor, 'en')} in total. It is paid in ${String(facts.tranches.length)} parts: ${plan(facts, 'en')}.`,
    currencyClause(facts, 'en'),
    'Conditions. The first part is paid after both signatures, with a verified account, the procurement plan and the conflict of interest declarations of the procurement committee. Each middle part is paid when the milestone before it is verified, at least 70 % of the money received is shown with invoices, and the local authority has shown the same part of its own share. The last part is paid when completion is accepted and the whole own share is shown.',
    // R74: what the second part waits for besides, and why it does.
    'Procurement. The local authority chooses every supplier openly and keeps minutes of each choice: whom it asked, what each offered, and why the one chosen was. The second part is not paid before the minutes of every supplier with an invoice are handed in; they are published with the names of the bidders.',
    'Reporting. The local authority reports each milestone with photographs, invoices and minutes, completion within 30 days of the end of the works, and how the work serves people 6 and 12 months later.',
    'Access. Verifiers and auditors may see the place, the papers and the accounts of the project at any reasonable time.',
    'Return of money. What was not spent, or was spent on something else, is returned within 30 days of being asked for.',
    'Publication. The parties agree that this agreement, the payments, the reports, the evidence without personal data and the names of bidders are published.',
  ];
}

function romanian(facts: AgreementFacts): string[] {
  const { operatorName, authorityName, projectTitle, tier } = facts;
  return [
    `Părțile. ${operatorName} (operatorul) și ${authorityName} (autoritatea locală). Asociația de băștinași care susține proiectul semnează ca martor.`,
    `Scopul. Banii au fost dați pentru „${projectTitle.ro}” și nu se folosesc pentru altceva. Campania a atins pragul ${TIER.ro[tier]}; autoritatea locală livrează ce prevede acest prag.`,
    `Grantul. ${amountInWords(facts.grantTotalMinor, 'ro')} în total. Se plătește în ${String(facts.tranches.length)} tranșe: ${plan(facts, 'ro')}.`,
    currencyClause(facts, 'ro'),
    'Condițiile. Prima tranșă se plătește după ambele semnături, într-un cont verificat, cu planul de achiziții și declarațiile de conflict de interese ale comisiei de achiziții. Fiecare tranșă de mijloc se plătește când jalonul dinaintea ei este verificat, cel puțin 70 % din banii primiți sunt arătați cu facturi, iar autoritatea locală a dovedit aceeași parte din contribuția proprie. Ultima tranșă se plătește când finalizarea este acceptată și contribuția proprie este dovedită în întregime.',
    'Achizițiile. Autoritatea locală alege fiecare furnizor în mod deschis și păstrează procesul-verbal al fiecărei alegeri: pe cine a întrebat, ce a oferit fiecare și de ce a fost ales cel ales. Tranșa a doua nu se plătește înainte de predarea proceselor-verbale pentru fiecare furnizor cu factură; ele se publică împreună cu numele ofertanților.',
    'Raportarea. Autoritatea locală raportează fiecare jalon cu fotografii, facturi și procese-verbale, finalizarea în cel mult 30 de zile de la terminarea lucrărilor, și felul în care lucrarea servește oamenii după 6 și 12 luni.',
    'Accesul. Verificatorii și auditorii pot vedea locul, actele și conturile proiectului la orice oră potrivită.',
    'Restituirea banilor. Ce nu s-a cheltuit sau s-a cheltuit pentru altceva se întoarce în cel mult 30 de zile de la cerere.',
    'Publicarea. Părțile sunt de acord ca acest acord, plățile, rapoartele, dovezile fără date personale și numele ofertanților să fie publicate.',
  ];
}

function plan({ tranches }: AgreementFacts, locale: Locale): string {
  const word = locale === 'ro' ? 'tranșa' : 'part';
  return tranches
    .map(
      (part) =>
        `${word} ${String(part.number)} (${String(part.percent)} %) ${amountInWords(part.amountMinor, locale)}`,
    )
    .join(', ');
}
