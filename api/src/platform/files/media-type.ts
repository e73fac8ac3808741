export type MediaType =
  'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf' | 'application/xml' | 'text/csv';

export const EXTENSION_OF: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'text/csv': 'csv',
};

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** What the bytes are, whatever their name says; null for everything we do not take. */
export function sniffMediaType(bytes: Buffer): MediaType | null {
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return 'image/jpeg';
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  const [head, fourth] = [bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)];
  if (head === 'RIFF' && fourth === 'WEBP') return 'image/webp';
  if (bytes.toString('latin1', 0, 5) === '%PDF-')
    return isWholePdf(bytes) ? 'application/pdf' : null;
  if (isPlainXml(bytes)) return 'application/xml';
  return isPlainTable(bytes) ? 'text/csv' : null;
}

export function isImage(type: MediaType): boolean {
  return type.startsWith('image/');
}

const PDF_TAIL_BYTES = 2_048;
/** Things that run when a paper is opened; a paper that proves something needs none of them. */
const PDF_ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|RichMedia|XFA)\b/;

function isWholePdf(bytes: Buffer): boolean {
  const tail = bytes.subarray(-PDF_TAIL_BYTES).toString('latin1');
  return tail.includes('%%EOF') && !PDF_ACTIVE.test(bytes.toString('latin1'));
}

/** A table as text: UTF-8 without control characters, a row of names with semicolons between them. */
function isPlainTable(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const [head = ''] = text.split('\n', 1);
    return /^[\w ."-]+(;[\w ."-]*)+\r?$/.test(head) && !/[^\P{Cc}\t\r\n]/u.test(text);
  } catch {
    // Not UTF-8, so not a file of ours.
    return false;
  }
}

/** A bank statement: UTF-8, a declaration or the root at once, no document type of its own. */
function isPlainXml(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trimStart();
    return /^<(\?xml\s|Document[\s>])/.test(text) && !/<!(DOCTYPE|ENTITY)/i.test(text);
  } catch {
    // Not UTF-8, so not a file of ours.
    return false;
  }
}
