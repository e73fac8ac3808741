import { computed, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import {
  giftCeiling,
  GIFT_MINOR_MIN,
  isGiftCurrency,
  TRANSFER_MINOR_MIN,
  type GiftCurrency,
} from '@vatra/shared/contributions/gift-limits';
import type { Locale } from '../../platform/locale/locales';
import type { FieldRefusal, FormContext } from '../../ui/form/formContext';
import { useDtoForm, type DtoForm } from '../../ui/form/useDtoForm';
import type { DtoClass } from '../../ui/form/rules';
import { rememberCurrency, rememberedCurrency } from './giftCurrency';
import { GIVE_WAYS, type GiveWay } from './giveWay';
import { unnamedGiver } from './largeGift';

export const GIVE_STEPS = ['amount', 'you', 'pay'] as const;
export type GiveStep = (typeof GIVE_STEPS)[number];

const AMOUNT_PATHS = ['gift', 'tipMinor', 'coverFee'];

/** The three steps share one form; each step complains about its own fields only. */
export function useGiveForm(
  slug: () => string,
  locale: Locale,
  { inEuroOnly }: { inEuroOnly: () => boolean } = { inEuroOnly: () => false },
) {
  const way = ref<GiveWay>('card');
  const form = useDtoForm<StartContributionDto>(() => dtoOf(way.value), {
    gift: { currency: 'EUR' },
    tipMinor: 0,
    coverFee: false,
    locale,
  });
  const currency = useCurrency(form);
  keepForReload(form, way, slug);
  watch(way, (now) => {
    shapeFor(now, form);
    // Our account is in euro; a card may be charged in what was chosen before.
    currency.value = now === 'card' ? rememberedCurrency() : 'EUR';
  });
  watch([inEuroOnly, currency], () => {
    if (inEuroOnly()) currency.value = 'EUR';
  });
  /** What the api asks of some gifts only, by the step that asks it. */
  const limits = computed<Readonly<Record<GiveStep, readonly FieldRefusal[]>>>(() => ({
    amount: brokenLimits(form.values.gift?.minor, way.value, {
      currency: currency.value,
      isPromise: inEuroOnly(),
    }),
    you: unnamedGiver(form.values, currency.value),
    pay: [],
  }));
  /** A step complains only after somebody tried to leave it. */
  const tried = ref<readonly GiveStep[]>([]);
  return {
    form,
    way,
    currency,
    /** The donor's own choice, kept for the next time. */
    choose: (chosen: GiftCurrency) => {
      currency.value = chosen;
      rememberCurrency(chosen);
    },
    contextOf: (step: () => GiveStep) => contextOf(form, step, limits, tried),
    /** True when nothing on this step is refused. */
    passes: async (step: GiveStep): Promise<boolean> => {
      await form.check();
      tried.value = [...tried.value, step];
      const owned = form.refusals.value.filter(({ path }) => stepOf(path) === step);
      return owned.length === 0 && limits.value[step].length === 0;
    },
  };
}

/** The currency of the form; another one begins with an empty amount, since nothing is converted. */
function useCurrency({ values }: DtoForm<StartContributionDto>) {
  return computed<GiftCurrency>({
    get: () => {
      const chosen = values.gift?.currency;
      return chosen !== undefined && isGiftCurrency(chosen) ? chosen : 'EUR';
    },
    set: (chosen) => {
      if (chosen === (values.gift?.currency ?? 'EUR')) return;
      values.gift = { currency: chosen };
      if (values.tipMinor !== undefined) values.tipMinor = 0;
    },
  });
}

function contextOf(
  form: DtoForm<StartContributionDto>,
  step: () => GiveStep,
  limits: ComputedRef<Readonly<Record<GiveStep, readonly FieldRefusal[]>>>,
  tried: Readonly<Ref<readonly GiveStep[]>>,
): FormContext {
  const refusals = computed(() => {
    const here = step();
    if (here === 'pay') return form.refusals.value;
    if (!tried.value.includes(here)) return [];
    const owned = form.refusals.value.filter(({ path }) => stepOf(path) === here);
    return [...limits.value[here], ...owned];
  });
  return { ...form, refusals };
}

function stepOf(path: string): GiveStep {
  return AMOUNT_PATHS.some((own) => path === own || path.startsWith(`${own}.`)) ? 'amount' : 'you';
}

/** A transfer has neither tip nor fee cover, so its DTO is the smaller one. */
async function dtoOf(way: GiveWay): Promise<DtoClass<StartContributionDto>> {
  if (way === 'card') {
    return (await import('@vatra/shared/contributions/contributions.dto')).StartContributionDto;
  }
  const { StartTransferDto } = await import('@vatra/shared/contributions/transfers.dto');
  return StartTransferDto as DtoClass<StartContributionDto>;
}

function shapeFor(way: GiveWay, { values }: DtoForm<StartContributionDto>): void {
  if (way === 'card') Object.assign(values, { tipMinor: 0, coverFee: false });
  else {
    delete values.tipMinor;
    delete values.coverFee;
  }
}

/** The api's own limits, said before anything is sent (R43). */
function brokenLimits(
  minor: number | null | undefined,
  way: GiveWay,
  { currency, isPromise }: { currency: GiftCurrency; isPromise: boolean },
): FieldRefusal[] {
  if (typeof minor !== 'number') return [];
  const minimumMinor = way === 'card' ? GIFT_MINOR_MIN[currency] : TRANSFER_MINOR_MIN;
  if (minor < minimumMinor) {
    const params = { minimumMinor, currency };
    return [{ path: 'gift.minor', code: 'contributions.below-minimum', params }];
  }
  const maximumMinor = giftCeiling(currency, isPromise && way === 'card');
  if (minor > maximumMinor) {
    const params = { maximumMinor, currency };
    return [{ path: 'gift.minor', code: 'contributions.above-limit', params }];
  }
  return [];
}

/** Nothing is retyped after a reload or a declined card; the tab forgets it when it is closed. */
function keepForReload(
  form: DtoForm<StartContributionDto>,
  way: Ref<GiveWay>,
  slug: () => string,
): void {
  onMounted(() => {
    const place = `vatra.give.${slug()}`;
    const kept = sessionStorage.getItem(place);
    if (kept !== null) Object.assign(form.values, JSON.parse(kept));
    else form.values.gift = { currency: rememberedCurrency() };
    const keptWay = sessionStorage.getItem(`${place}.way`);
    way.value = GIVE_WAYS.find((one) => one === keptWay) ?? way.value;
    watch([() => JSON.stringify(form.values), way], ([text, now]) => {
      sessionStorage.setItem(place, text);
      sessionStorage.setItem(`${place}.way`, now);
    });
  });
}
