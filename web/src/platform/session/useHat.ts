import { computed, shallowRef } from 'vue';
import { hatsOf, type Hat } from './hats';
import { useSession } from './useSession';

const NAME = 'vatra.hat';
const chosenId = shallowRef<string | null>(null);

/** The part the person plays at the moment; all their parts when they have more than one. */
export function useHat() {
  const { me } = useSession();
  const hats = computed<readonly Hat[]>(() => (me.value ? hatsOf(me.value) : []));
  chosenId.value ??= sessionStorage.getItem(NAME);
  const hat = computed(
    () => hats.value.find(({ id }) => id === chosenId.value) ?? hats.value[0] ?? null,
  );

  function wear(id: string): void {
    chosenId.value = id;
    sessionStorage.setItem(NAME, id);
  }

  return { hat, hats, wear };
}
