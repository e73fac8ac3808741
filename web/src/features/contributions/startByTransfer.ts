import type { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import { announceTransfer } from './contributions.api';
import { intentKey } from './intentKey';

/** By bank transfer: nothing is paid here, the page of the gift says where to send it. */
export async function startByTransfer(slug: string, campaignId: string, wish: StartTransferDto) {
  const key = intentKey(slug, { way: 'transfer', wish });
  return { ...(await announceTransfer(campaignId, wish, key)), at: 'gifts' } as const;
}
