import type {
  ChooseDto,
  StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import type { GiftCurrency } from '@vatra/shared/contributions/gift-limits';
import type { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import type { GiveAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import { api } from '../../platform/api/client';

export interface FeeQuestion {
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly coverFee: boolean;
  readonly currency: GiftCurrency;
  readonly country?: string | undefined;
}

export const askFees = (question: FeeQuestion, signal: AbortSignal) =>
  api.get('/fee-estimate', { query: { ...question }, signal });

export const startContribution = (
  campaignId: string,
  wish: StartContributionDto,
  idempotencyKey: string,
) =>
  api.post('/campaigns/:id/contributions', {
    params: { id: campaignId },
    body: wish,
    idempotencyKey,
  });

export const askTransferOffer = (campaignId: string, signal: AbortSignal) =>
  api.get('/campaigns/:id/transfer-offer', { params: { id: campaignId }, signal });

export const announceTransfer = (
  campaignId: string,
  wish: StartTransferDto,
  idempotencyKey: string,
) =>
  api.post('/campaigns/:id/bank-transfers', {
    params: { id: campaignId },
    body: wish,
    idempotencyKey,
  });

export const askGiftProgress = (id: string, key: string) =>
  api.get('/contributions/:id/progress', { params: { id }, query: { key } });

export const askMyGifts = (cursor?: string) => api.get('/me/contributions', { query: { cursor } });

export const askMyGift = (id: string) => api.get('/me/contributions/:id', { params: { id } });

export const withdrawGift = (id: string, idempotencyKey: string) =>
  api.post('/me/contributions/:id/withdrawal', { params: { id }, idempotencyKey });

export const askChoices = (id: string) =>
  api.get('/me/contributions/:id/choices', { params: { id } });

export const chooseFate = (id: string, body: ChooseDto, idempotencyKey: string) =>
  api.post('/me/contributions/:id/choice', { params: { id }, body, idempotencyKey });

export const giveAccount = (id: string, body: GiveAccountDto, idempotencyKey: string) =>
  api.post('/me/contributions/:id/refund-account', { params: { id }, body, idempotencyKey });

export const openGuestSession = (token: string) => api.post('/guest-sessions', { body: { token } });

export const requestGuestLink = (email: string, locale: string) =>
  api.post('/guest-links', { body: { email, locale } });
