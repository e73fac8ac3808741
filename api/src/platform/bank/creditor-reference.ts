/**
 * What a payer writes on a transfer so that we know what it is for: an ISO 11649 reference, whose two
 * check digits make a mistyped one no other's. Behind them stands what kind of thing it names.
 */
export type ReferenceKind = 'S' | 'T' | 'U';

const DIGITS = 9;
const SHAPE = /RF\d{2}V[STU]\d{9}/g;

/** The reference of the numbered thing: a sheet (S), a gift by transfer (T), a top-up (U). */
export function creditorReference(kind: ReferenceKind, number: number): string {
  const body = `V${kind}${String(number).padStart(DIGITS, '0')}`;
  const check = 98 - restOf(`${body}RF00`);
  return `RF${String(check).padStart(2, '0')}${body}`;
}

/** Whether the check digits fit. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && restOf(text.slice(4) + text.slice(0, 4)) === 1;
}

/**
 * Our references in what a bank passed on, however it was grouped and whatever stands around it; a
 * wrong digit makes it none.
 */
export function referencesIn(...texts: readonly (string | null)[]): string[] {
  const found = texts.flatMap((text) => {
    const plain = (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
    return plain.match(SHAPE) ?? [];
  });
  return [...new Set(found.filter(isCreditorReference))];
}

/** In groups of four, as people read and type it. */
export function groupedReference(reference: string): string {
  return reference.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The number's rest by 97, letters read as 10 to 35 (ISO 7064). */
function restOf(text: string): number {
  let rest = 0;
  for (const character of text) {
    for (const digit of parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}
