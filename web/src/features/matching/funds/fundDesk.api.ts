import type {
  AnswerFundQuestionDto,
  DecideFundMoneyDto,
  FundMoneyDto,
  FundNoticeDto,
  WriteFundDto,
} from '@vatra/shared/matching/funds.dto';
import { itemsOf } from '../../../platform/api/answers.signed-in';
import { api } from '../../../platform/api/client';

/** Idempotency key of an intent. */
type Key = string;

export const listFundsOf = async (organisationId: string) =>
  itemsOf(await api.get('/organisations/:id/matching-funds', { params: { id: organisationId } }));
export const listFundsAtDesk = async () => itemsOf(await api.get('/fund-desk'));
export const listOpenBankLines = async () => itemsOf(await api.get('/fund-desk/bank-lines'));
export const fundAtDesk = (id: string) => api.get('/matching-funds/:id/desk', { params: { id } });
export const writeFund = (organisationId: string, body: WriteFundDto) =>
  api.post('/organisations/:id/matching-funds', { params: { id: organisationId }, body });
export const changeFund = (id: string, body: WriteFundDto) =>
  api.put('/matching-funds/:id', { params: { id }, body });
export const giveNotice = (id: string, body: FundNoticeDto) =>
  api.post('/matching-funds/:id/notice', { params: { id }, body });
export const proposeMoney = (id: string, body: FundMoneyDto, idempotencyKey: Key) =>
  api.post('/matching-funds/:id/money', { params: { id }, body, idempotencyKey });
export const decideMoney = (id: string, body: DecideFundMoneyDto, idempotencyKey: Key) =>
  api.post('/matching-fund-money/:id/decision', { params: { id }, body, idempotencyKey });
export const answerQuestion = (id: string, body: AnswerFundQuestionDto, idempotencyKey: Key) =>
  api.post('/matching-fund-questions/:id/answer', { params: { id }, body, idempotencyKey });
export const settleFund = (id: string) =>
  api.post('/matching-funds/:id/settlement', { params: { id } });
