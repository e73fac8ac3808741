import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';

/** Writing waits this long after the last key. */
const PAUSE_MS = 800;

interface KeptCopy {
  readonly at: string;
  readonly values: unknown;
}

export interface KeptText {
  /** When the words were last kept on this device, null when nothing is kept. */
  readonly keptAt: Readonly<Ref<Date | null>>;
  /** Forgets the copy: the server has the words now. */
  readonly forget: () => void;
}

/**
 * Keeps what is being typed on this device until the server has it, so that a lost connection or a
 * closed tab costs nothing. A copy found at the start is put back into the form.
 */
export function useKeptText(key: string, values: object): KeptText {
  const storageKey = `vatra.kept.${key}`;
  const keptAt = shallowRef<Date | null>(null);
  const found = readCopy(storageKey);
  if (found !== null) {
    Object.assign(values, found.values);
    keptAt.value = new Date(found.at);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = watch(
    () => JSON.stringify(values),
    (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const at = new Date();
        if (writeCopy(storageKey, at, text)) keptAt.value = at;
      }, PAUSE_MS);
    },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });

  function forget(): void {
    stop();
    clearTimeout(timer);
    keptAt.value = null;
    localStorage.removeItem(storageKey);
  }

  return { keptAt: readonly(keptAt), forget };
}

function readCopy(storageKey: string): KeptCopy | null {
  const text = localStorage.getItem(storageKey);
  if (text === null) return null;
  try {
    return JSON.parse(text) as KeptCopy;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    localStorage.removeItem(storageKey);
    return null;
  }
}

function writeCopy(storageKey: string, at: Date, valuesText: string): boolean {
  try {
    localStorage.setItem(
      storageKey,
      `{"at":${JSON.stringify(at.toISOString())},"values":${valuesText}}`,
    );
    return true;
  } catch (error) {
    // A full or forbidden store keeps nothing; the form works without it.
    if (error instanceof DOMException) return false;
    throw error;
  }
}
