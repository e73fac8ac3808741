const EXIF_IFD = 0x8769;
const TAKEN_AT = 0x9003;
const TAKEN_AT_OFFSET = 0x9011;
const ENTRY_BYTES = 12;
const ENTRIES_MAX = 200;

/** When the camera says the picture was taken; null when it says nothing we can trust to read. */
export function exifTakenAt(exif: Buffer): Date | null {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  try {
    const reader = readerOf(tiff);
    const pointer = reader.entries(reader.u32(4)).get(EXIF_IFD);
    if (pointer === undefined) return null;
    const tags = reader.entries(reader.u32(pointer + 8));
    const [time, zone] = [textAt(reader, tags, TAKEN_AT), textAt(reader, tags, TAKEN_AT_OFFSET)];
    return toDate(time, zone);
  } catch (error) {
    // Offsets that point past the end: a damaged or invented block says nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Reader {
  readonly bytes: Buffer;
  u16(at: number): number;
  u32(at: number): number;
  /** Offset of each entry of a directory, by tag. */
  entries(at: number): Map<number, number>;
}

function readerOf(bytes: Buffer): Reader {
  const isLittle = bytes.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const entries = (at: number) => {
    const count = Math.min(u16(at), ENTRIES_MAX);
    const offsets = Array.from({ length: count }, (_, index) => at + 2 + index * ENTRY_BYTES);
    return new Map(offsets.map((offset) => [u16(offset), offset]));
  };
  return { bytes, u16, u32, entries };
}

function textAt(reader: Reader, tags: Map<number, number>, tag: number): string {
  const entry = tags.get(tag);
  if (entry === undefined) return '';
  const length = reader.u32(entry + 4);
  const start = length > 4 ? reader.u32(entry + 8) : entry + 8;
  return reader.bytes.toString('latin1', start, start + length).replace(/\0.*$/s, '');
}

function toDate(time: string, zone: string): Date | null {
  const match = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(time);
  if (match === null) return null;
  const [, year = '', month = '', day = '', clock = ''] = match;
  const offset = /^[+-]\d{2}:\d{2}$/.test(zone) ? zone : 'Z';
  const at = new Date(`${year}-${month}-${day}T${clock}${offset}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
