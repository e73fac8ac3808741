import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileView } from '@vatra/shared/files/files.views';
import type { Problem } from '@vatra/shared/problem';
import sharp from 'sharp';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aPerson, type TestPerson } from '../../../test/support/people.js';
import { Database } from '../../platform/database/database.js';
import { FilesService } from './files.service.js';

let app: TestApp;
let person: TestPerson;
let shade = 0;

beforeAll(async () => {
  app = await startTestApp();
  person = await aPerson(app);
});
afterAll(() => app.close());

type Bytes = Uint8Array<ArrayBuffer>;

/** A picture no other test has, with the marks a telephone leaves in it. */
async function photo(width = 2400, height = 1200): Promise<Bytes> {
  shade += 7;
  const ground = { r: shade % 256, g: 90, b: 160, alpha: 1 };
  const mark = Buffer.from(
    `<svg width="${String(width)}" height="${String(height)}"><rect x="${String(shade * 13)}" width="400" height="300" fill="white"/></svg>`,
  );
  const bytes = await sharp({ create: { width, height, channels: 4, background: ground } })
    .composite([{ input: mark }])
    .jpeg()
    .withExif({
      IFD2: { DateTimeOriginal: '2026:10:03 09:15:00', OffsetTimeOriginal: '+03:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 1/1 30/1' },
    })
    .toBuffer();
  return new Uint8Array(bytes);
}

function text(content: string): Bytes {
  return new Uint8Array(Buffer.from(content));
}

const PDF = text('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

function upload(purpose: string, bytes: Bytes, name = 'poza.jpg', type = 'image/jpeg') {
  return person.browser.upload<FileView & Problem>(purpose, { name, type, bytes });
}

async function countFiles(): Promise<number> {
  const [row] = await app.database.query<{ count: string }>('SELECT count(*) FROM files');
  return Number(row?.count);
}

/** What a feature does when the thing the file belongs to becomes public. */
function publish(id: string): Promise<void> {
  const files = app.http.get(FilesService, { strict: false });
  return app.http.get(Database).inTransaction((tx) => files.publish(tx, [id]));
}

describe('an upload', () => {
  it('is taken for what it is: a picture gets public copies without the marks of the camera', async () => {
    const bytes = await photo();
    const { status, body } = await upload('photo', bytes, '../../Școala «veche».html', 'text/html');
    expect(status).toBe(201);
    expect([body.mediaType, body.name]).toEqual(['image/jpeg', 'Școala «veche».jpg']);
    expect([body.width, body.height]).toEqual([1600, 800]);
    expect(body.capturedAt).toBe('2026-10-03T06:15:00.000Z');
    await publish(body.id);
    for (const [query, width] of [
      ['', 1600],
      ['?w=720', 720],
    ] as const) {
      const copy = await fetch(`${address()}${body.path ?? ''}${query}`);
      expect(copy.headers.get('content-type')).toBe('image/webp');
      expect(copy.headers.get('x-content-type-options')).toBe('nosniff');
      const metadata = await sharp(Buffer.from(await copy.arrayBuffer())).metadata();
      expect([metadata.width, metadata.exif, metadata.xmp, metadata.icc]).toEqual([
        width,
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it('is the same file when the same person sends the same bytes for the same purpose', async () => {
    const bytes = await photo();
    const first = await upload('photo', bytes);
    const again = await upload('photo', bytes, 'other-name.jpg');
    expect(again.body.id).toBe(first.body.id);
    expect((await upload('document', bytes)).body.id).not.toBe(first.body.id);
  });

  it.each([
    ['a page of HTML that calls itself a picture', 'photo', '<html><script>1</script></html>'],
    ['a drawing with a script', 'photo', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['an animation', 'photo', 'GIF89a\u0001\u0000'],
    ['a paper where a picture is asked', 'photo', '%PDF-1.7\n%%EOF'],
    ['a paper that runs something when opened', 'document', '%PDF-1.7\n/OpenAction 1\n%%EOF'],
    ['half a paper', 'document', '%PDF-1.7\n1 0 obj'],
    [
      'a statement with a document type of its own',
      'bank-statement',
      '<?xml version="1.0"?><!DOCTYPE a><a/>',
    ],
    ['words', 'document', 'hello'],
  ])('is refused when it is %s', async (_, purpose, content) => {
    const before = await countFiles();
    const { status, body } = await upload(purpose, text(content), 'x.pdf');
    expect([status, body.code]).toEqual([422, 'files.type-not-accepted']);
    expect(await countFiles()).toBe(before);
  });

  it('is refused when the picture is broken', async () => {
    const bytes = await photo();
    const { status, body } = await upload('photo', bytes.slice(0, 900));
    expect([status, body.code]).toEqual([422, 'files.unreadable']);
  });

  it('is refused when it has more pixels than anybody needs, whatever its size in bytes', async () => {
    const huge = await sharp({
      create: { width: 12_000, height: 9_000, channels: 3, background: 'white' },
    })
      .png()
      .toBuffer();
    const { status, body } = await upload('photo', new Uint8Array(huge));
    expect([status, body.code]).toEqual([422, 'files.unreadable']);
  });

  it('is refused over 12 MB, empty, for an unknown purpose, or without a session', async () => {
    const big = await upload('document', new Uint8Array(12 * 1024 * 1024 + 1));
    expect([big.status, big.body.code]).toEqual([413, 'http.too-large']);
    expect((await upload('document', text(''))).body.code).toBe('files.no-file');
    expect((await upload('selfie', PDF)).body.code).toBe('files.purpose-unknown');
    const visitor = app.visitor();
    const file = { name: 'a.pdf', type: 'application/pdf', bytes: PDF };
    expect((await visitor.upload('document', file)).status).toBe(401);
  });
});

describe('who sees a file', () => {
  it('everybody once it is published; before that the uploader, not a visitor, not a stranger', async () => {
    const { body } = await upload('photo', await photo());
    const path = `/files/${body.id}/content`;
    const stranger = await aPerson(app);
    expect((await person.browser.get(path)).status).toBe(200);
    expect((await app.visitor().get(path)).status).toBe(404);
    expect((await stranger.browser.get(path)).status).toBe(404);
    await publish(body.id);
    expect((await app.visitor().get(path)).status).toBe(200);
  });

  it('bank papers stay closed even when somebody publishes them', async () => {
    const { body } = await upload('bank-letter', PDF, 'scrisoare.pdf', 'application/pdf');
    expect(body.path).toBeNull();
    await publish(body.id);
    expect((await app.visitor().get(`/files/${body.id}/content`)).status).toBe(404);
    const own = await person.browser.get(`/files/${body.id}/content`);
    expect(own.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''scrisoare.pdf",
    );
  });
});

describe('R68: a picture used twice', () => {
  it('is recognised by its bytes and by its looks, across people and sizes', async () => {
    const bytes = await photo();
    const smaller = new Uint8Array(await sharp(bytes).resize(900).jpeg({ quality: 60 }).toBuffer());
    const other = await aPerson(app);
    const first = await upload('photo', bytes);
    const second = await other.browser.upload<FileView>('photo', {
      name: 'b.jpg',
      type: 'image/jpeg',
      bytes: smaller,
    });
    const files = app.http.get(FilesService, { strict: false });
    const twins = await app.http
      .get(Database)
      .inTransaction((tx) => files.twinsOf(tx, [second.body.id]));
    expect(twins.get(second.body.id)).toContain(first.body.id);
  });
});

function address(): string {
  return `http://127.0.0.1:${String(app.config.port)}`;
}

describe('how much one person may bring', () => {
  const A_DAY = 600;
  const AT_ONCE = 20;

  it('is bounded for a day; what is there already is not counted again', async () => {
    const eager = await aPerson(app, 'Emil Eager');
    const bring = (number: number) =>
      eager.browser.upload<FileView & Problem>('document', {
        name: 'act.pdf',
        type: 'application/pdf',
        bytes: text(`%PDF-1.7\n% ${String(number)}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`),
      });
    for (let brought = 0; brought < A_DAY; brought += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, index) => bring(brought + index));
      for (const { status } of await Promise.all(batch)) expect(status).toBe(201);
    }
    expect(await refusalOf(app, () => bring(A_DAY))).toBe('files.quota-reached');
    expect((await bring(0)).status).toBe(201);
  });
});
