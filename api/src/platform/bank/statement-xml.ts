import { XMLParser } from 'fast-xml-parser';

const CHARACTERS_MAX = 8 * 1024 * 1024;
/** Versions 2 to 13 of the message differ in elements we do not read, or are read in both ways. */
const NAMESPACE = /["']urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(?:0[2-9]|1[0-3])["']/;
const LISTS = new Set(['Stmt', 'Ntry', 'NtryDtls', 'TxDtls', 'Bal', 'Ustrd', 'Strd', 'Rcrd']);

/** The file is no bank statement we can trust: nothing of it is taken. */
export class StatementInvalid extends Error {
  override readonly name = 'StatementInvalid';
}

export type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: true,
  isArray: (name) => LISTS.has(name),
});

/** @throws StatementInvalid */
export function parseStatementXml(xml: string): Node {
  demand(xml.length <= CHARACTERS_MAX, 'the file is too long');
  // An entity declared in the file could read our disk or fill our memory.
  demand(!/<!DOCTYPE|<!ENTITY/i.test(xml), 'a document type declaration is not allowed');
  // The parser drops name spaces with their prefixes, so the root is looked at as text.
  const root = /<(?:[\w-]+:)?Document\b[^>]*>/.exec(xml)?.[0] ?? '';
  demand(NAMESPACE.test(root), 'no bank-to-customer statement (camt.053)');
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the flag makes it refuse what is not well-formed
    return child(parser.parse(xml, true) as Node, 'Document');
  } catch (error) {
    if (error instanceof StatementInvalid) throw error;
    throw new StatementInvalid('the file is not well-formed');
  }
}

export function child(node: Node, name: string): Node {
  const found = node[name];
  demand(
    typeof found === 'object' && found !== null && !Array.isArray(found),
    `${name} is missing`,
  );
  return found as Node;
}

export function optional(node: Node, name: string): Node {
  const found = node[name];
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Node)
    : {};
}

export function listOf(value: unknown): Node[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Node => typeof item === 'object' && item !== null);
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new StatementInvalid(what);
}
