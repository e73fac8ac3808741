/** ISO 3166 numeric code, as test numbers carry it, to the two letters an answer shows. */
const COUNTRIES: Readonly<Record<string, string>> = {
  '036': 'AU',
  '040': 'AT',
  '056': 'BE',
  '076': 'BR',
  '100': 'BG',
  '124': 'CA',
  '191': 'HR',
  '196': 'CY',
  '203': 'CZ',
  '208': 'DK',
  '233': 'EE',
  '246': 'FI',
  '250': 'FR',
  '276': 'DE',
  '300': 'GR',
  '348': 'HU',
  '352': 'IS',
  '372': 'IE',
  '376': 'IL',
  '380': 'IT',
  '392': 'JP',
  '428': 'LV',
  '438': 'LI',
  '440': 'LT',
  '442': 'LU',
  '470': 'MT',
  '498': 'MD',
  '528': 'NL',
  '578': 'NO',
  '616': 'PL',
  '620': 'PT',
  '642': 'RO',
  '643': 'RU',
  '703': 'SK',
  '705': 'SI',
  '724': 'ES',
  '752': 'SE',
  '756': 'CH',
  '784': 'AE',
  '792': 'TR',
  '804': 'UA',
  '826': 'GB',
  '840': 'US',
};

const EEA = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE'.split(
    ' ',
  ),
);

export function countryOfCode(code: string): string | null {
  return COUNTRIES[code] ?? null;
}

export function isEea(country: string | null): boolean {
  return country !== null && EEA.has(country);
}
