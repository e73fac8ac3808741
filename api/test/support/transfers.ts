import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import type {
  StartedTransferView,
  TransferInstructionsView,
} from '@vatra/shared/contributions/transfers.views';
import type { Problem } from '@vatra/shared/problem';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';
import { freshDonor } from './gifts.js';
import { creditOf, importStatement } from './payments.js';
import type { TestPerson } from './people.js';
import { ok } from './village.js';

/** Two accounts in two countries, of two people. */
export const ION = { name: 'Ion Rusu', iban: 'FR1420041010050500013M02606' };
export const ANA = { name: 'Ana Rusu', iban: 'IT60X0542811101000000123456' };

export function tryTransfer(
  app: TestApp,
  campaign: Pick<CampaignView, 'id'>,
  giftMinor: number,
  changes: Partial<StartTransferDto> = {},
): Promise<Answer<StartedTransferView & Problem>> {
  const wish: StartTransferDto = {
    gift: { minor: giftMinor, currency: 'EUR' },
    email: freshDonor(),
    locale: 'ro',
    ...changes,
  };
  return app.visitor().post(`/campaigns/${campaign.id}/bank-transfers`, wish);
}

/** Announced; nothing has come. */
export async function aTransfer(
  app: TestApp,
  campaign: Pick<CampaignView, 'id'>,
  giftMinor: number,
  changes: Partial<StartTransferDto> = {},
): Promise<StartedTransferView & { readonly instructions: TransferInstructionsView }> {
  const { instructions, ...started } = await ok(tryTransfer(app, campaign, giftMinor, changes));
  if (instructions === null) throw new Error('somebody has to look at it first');
  return { ...started, instructions };
}

export function progressOf(
  app: TestApp,
  { id, key }: Pick<StartedTransferView, 'id' | 'key'>,
): Promise<ContributionView> {
  return ok(app.visitor().get<ContributionView>(`/contributions/${id}/progress?key=${key}`));
}

/** The bank's statement shows it, as a payer in a hurry writes. */
export async function transferIn(
  app: TestApp,
  finance: TestPerson,
  money: { minor: number; words: string; payer?: { name: string; iban: string } },
): Promise<void> {
  const { minor, words, payer } = money;
  const day = (await app.now()).toISOString().slice(0, 10);
  const about = payer === undefined ? { day } : { day, payer };
  await importStatement(finance, [creditOf(minor, words, about)]);
  await app.quiet();
}
