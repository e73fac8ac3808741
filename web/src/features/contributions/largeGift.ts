import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import {
  baseMinorAtMost,
  GIFT_MINOR_MAX,
  type GiftCurrency,
} from '@vatra/shared/contributions/gift-limits';
import type { FieldRefusal } from '../../ui/form/formContext';
import type { FormValues } from '../../ui/form/useDtoForm';

/** R43: above EUR 1,000, whatever the rate, the giver is asked for a name and a country. */
export function isLargeGift(minor: unknown, currency: GiftCurrency): boolean {
  return typeof minor === 'number' && baseMinorAtMost(minor, currency) > GIFT_MINOR_MAX;
}

/** What the api would refuse at the end (R43), said where it is asked. */
export function unnamedGiver(
  { gift, donorName, country }: FormValues<StartContributionDto>,
  currency: GiftCurrency,
): FieldRefusal[] {
  if (!isLargeGift(gift?.minor, currency)) return [];
  const answers = { donorName: donorName?.trim(), country };
  return Object.entries(answers)
    .filter(([, answer]) => !answer)
    .map(([path]) => ({ path, code: 'v.missing', params: {} }));
}
