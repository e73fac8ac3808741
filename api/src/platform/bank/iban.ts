const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const MASKED_CHARACTERS_SHOWN = 4;

/** Whether the text is an IBAN without spaces whose two check digits fit (ISO 13616, modulo 97). */
export function isIban(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    for (const digit of parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/** "MD…3168": the country and the last four characters, all that ever leaves the api. */
export function maskIban(iban: string): string {
  return `${iban.slice(0, 2)}…${iban.slice(-MASKED_CHARACTERS_SHOWN)}`;
}
