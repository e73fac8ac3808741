import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { notEmulated } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import type { FileFacts } from '../../http/multipart.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';

const EVIDENCE = 'dispute_evidence';
const BYTES_MAX = 5_000_000;
const KINDS: readonly string[] = ['pdf', 'jpg', 'png'];
/** Evidence is kept for nine months. */
const KEPT_S = 9 * 30 * 86_400;

interface Sent {
  /** The facts the body was read to. */
  readonly data: string;
  readonly name: string;
}

function checkFile({ size, kind }: FileFacts): void {
  if (size === 0) throw refused('The file is empty.', undefined, 'file');
  if (size > BYTES_MAX)
    throw refused('File size is too large. The maximum is 5MB.', undefined, 'file');
  if (!KINDS.includes(kind))
    throw refused(
      'The file is not of a type that this purpose takes: PDF, JPG or PNG.',
      undefined,
      'file',
    );
}

function create(call: Call): object {
  const { emulator } = call;
  const { file, purpose } = paramsOf<{ file: Sent; purpose: string }>(call);
  if (purpose !== EVIDENCE) throw notEmulated([`purpose=${purpose}`]);
  const facts = JSON.parse(file.data) as FileFacts;
  checkFile(facts);
  const id = newId('file');
  const object: Stripe.File = {
    id,
    object: 'file',
    created: emulator.now,
    expires_at: emulator.now + KEPT_S,
    filename: file.name,
    links: { object: 'list', data: [], has_more: false, url: `/v1/file_links?file=${id}` },
    purpose,
    size: facts.size,
    title: null,
    type: facts.kind,
    url: `https://files.stripe.com/v1/files/${id}/contents`,
  };
  return emulator.book.put('file', object, { sha256: facts.sha256 });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.FileListParams>(call);
  return pageOf(call.emulator, 'file', params, {
    url: '/v1/files',
    matches: ({ purpose }) => params.purpose === undefined || purpose === params.purpose,
  });
}

/** @throws Stripe's refusal of an id that is no file for evidence */
export function evidenceSize(emulator: Emulator, id: string, param: string): number {
  const { purpose, size } = emulator.book.refer('file', id, param);
  if (purpose !== EVIDENCE) throw refused(`File ${id} is not for evidence.`, undefined, param);
  return size;
}

export const files: Handlers = {
  'files.create': {
    honours: ['expand', 'file.*', 'purpose'],
    isUpload: true,
    run: create,
  },
  'files.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('file', id),
  },
  'files.list': { honours: [...LIST, ...CREATED, 'purpose'], run: list },
};
