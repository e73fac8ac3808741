/** "SC Apă  SRL" and "sc apă srl" name one supplier. */
export function supplierKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
