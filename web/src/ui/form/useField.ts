import { computed, onBeforeUnmount, onMounted, shallowRef, useId, watch } from 'vue';
import { fieldOf, useFormContext } from './formContext';
import { useRefusalText } from './useRefusalText';

export interface FieldProps {
  /** Path of the value inside the form, `lines.0.amountMinor`. */
  readonly name: string;
  readonly label: string;
  /** Names the field where its surroundings do not: in the summary on top. */
  readonly summaryLabel?: string | undefined;
  readonly hint?: string | undefined;
  /** Said instead of the general sentence when the value breaks a rule: what is right, by example. */
  readonly wrong?: string | undefined;
}

/** Binds one control to the form around it: value, words of the refusal, ids for screen readers. */
export function useField<Value>(props: FieldProps) {
  const form = useFormContext();
  const refusalText = useRefusalText();
  const id = useId();
  const unread = shallowRef<string | null>(null);

  onMounted(() => {
    watch(
      () => [props.name, props.summaryLabel ?? props.label, unread.value] as const,
      ([path, label, code]) => {
        form.register({ id, path, label, unread: code });
      },
      { immediate: true },
    );
  });
  onBeforeUnmount(() => {
    form.unregister(id);
  });

  const refusal = computed(() => {
    const mine = form.refusals.value.find(
      ({ path }) => fieldOf(form.fields.value, path)?.id === id,
    );
    return mine === undefined
      ? null
      : refusalText(mine, { label: props.label, wrong: props.wrong });
  });
  const describedBy = computed(() => {
    const ids = [props.hint ? `${id}-hint` : '', refusal.value === null ? '' : `${id}-error`];
    return ids.filter((part) => part !== '').join(' ') || undefined;
  });
  const value = computed<Value | undefined>({
    get: () => form.read(props.name) as Value | undefined,
    set: (next) => {
      form.write(props.name, next);
    },
  });

  return {
    id,
    value,
    refusal,
    describedBy,
    isInvalid: computed(() => (refusal.value === null ? undefined : ('true' as const))),
    /** The control shows text that is not a value; null when it is one again. */
    setUnread: (code: string | null) => {
      unread.value = code;
    },
  };
}
