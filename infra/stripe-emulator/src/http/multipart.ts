import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bodyUnreadable } from '../errors/request-errors.js';

const TYPE = /^multipart\/form-data\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i;
const NAME = /[;\s]name="([^"]*)"/i;
const FILE_NAME = /[;\s]filename="([^"]*)"/i;

/** What the first bytes of a file say it is. */
const KINDS: readonly (readonly [string, string])[] = [
  ['%PDF-', 'pdf'],
  ['\xff\xd8\xff', 'jpg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
];

/** What the emulator keeps of a file: it never reads its text, and a book of bytes would be no book. */
export interface FileFacts {
  readonly size: number;
  readonly kind: string;
  readonly sha256: string;
}

export function isMultipart({ headers }: IncomingMessage): boolean {
  return /^multipart\/form-data/i.test(headers['content-type'] ?? '');
}

/**
 * The parts as a form, in which a file is its facts: the same file under another boundary is the same
 * request, which is what idempotency compares.
 */
export function formOfParts({ headers }: IncomingMessage, body: Buffer): string {
  const found = TYPE.exec(headers['content-type'] ?? '');
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw bodyUnreadable('Invalid request: the body names no boundary.');
  const sections = body.toString('latin1').split(`--${boundary}`);
  if (sections.length < 2 || !(sections.at(-1) ?? '').startsWith('--'))
    throw bodyUnreadable('Invalid request: the body does not end.');
  return sections.slice(1, -1).map(fieldsOf).join('&');
}

function fieldsOf(section: string): string {
  const end = section.indexOf('\r\n\r\n');
  const head = end < 0 ? section : section.slice(0, end);
  const name = NAME.exec(head)?.[1];
  if (end < 0 || name === undefined)
    throw bodyUnreadable('Invalid request: a part of the body has no name.');
  const content = Buffer.from(section.slice(end + 4, -2), 'latin1');
  const file = FILE_NAME.exec(head)?.[1];
  if (file !== undefined) return fileFields(name, Buffer.from(file, 'latin1').toString(), content);
  if (name.endsWith('[data]')) throw bodyUnreadable(`Invalid request: ${name} is no file.`);
  return field(name, content.toString());
}

function fileFields(name: string, file: string, content: Buffer): string {
  const facts: FileFacts = {
    size: content.length,
    kind: kindOf(content),
    sha256: createHash('sha256').update(content).digest('hex'),
  };
  return `${field(`${name}[data]`, JSON.stringify(facts))}&${field(`${name}[name]`, file)}`;
}

function kindOf(content: Buffer): string {
  const first = content.toString('latin1', 0, 8);
  return KINDS.find(([mark]) => first.startsWith(mark))?.[1] ?? 'bin';
}

function field(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}
