import type {
  BankSheetDto,
  CounterLineDto,
  OpenSheetDto,
  SheetCsvDto,
  SheetLineDto,
  SignSheetDto,
  WriteOffDto,
} from '@vatra/shared/contributions/offline.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

/** Acts that move money carry the key of their intent (ruling 41). */
type Key = string;

export const listSheets = async (organisationId: string) =>
  itemsOf(await api.get('/organisations/:id/offline-sheets', { params: { id: organisationId } }));
export const listSheetsToWatch = async () => itemsOf(await api.get('/offline-sheets/queue'));
export const sheet = (id: string) => api.get('/offline-sheets/:id', { params: { id } });
export const openSheet = (campaignId: string, body: OpenSheetDto, idempotencyKey: Key) =>
  api.post('/campaigns/:id/offline-sheets', { params: { id: campaignId }, body, idempotencyKey });
export const addLine = (id: string, body: SheetLineDto, idempotencyKey: Key) =>
  api.post('/offline-sheets/:id/lines', { params: { id }, body, idempotencyKey });
export const removeLine = (id: string) => api.delete('/offline-lines/:id', { params: { id } });
export const previewCsv = (id: string, body: SheetCsvDto) =>
  api.post('/offline-sheets/:id/csv-preview', { params: { id }, body });
export const importCsv = (id: string, body: SheetCsvDto, idempotencyKey: Key) =>
  api.post('/offline-sheets/:id/csv', { params: { id }, body, idempotencyKey });
export const signSheet = (id: string, body: SignSheetDto, idempotencyKey: Key) =>
  api.post('/offline-sheets/:id/signatures', { params: { id }, body, idempotencyKey });
export const bankSheet = (id: string, body: BankSheetDto, idempotencyKey: Key) =>
  api.post('/offline-sheets/:id/banking', { params: { id }, body, idempotencyKey });
export const counterLine = (lineId: string, body: CounterLineDto, idempotencyKey: Key) =>
  api.post('/offline-lines/:id/counter-line', { params: { id: lineId }, body, idempotencyKey });
export const confirmLine = (lineId: string, idempotencyKey: Key) =>
  api.post('/offline-lines/:id/confirmation', { params: { id: lineId }, body: {}, idempotencyKey });
export const proposeWriteOff = (id: string, body: WriteOffDto, idempotencyKey: Key) =>
  api.post('/offline-sheets/:id/write-off', { params: { id }, body, idempotencyKey });
export const decideWriteOff = (id: string, idempotencyKey: Key) =>
  api.post('/offline-sheets/:id/write-off/confirmation', {
    params: { id },
    body: {},
    idempotencyKey,
  });
