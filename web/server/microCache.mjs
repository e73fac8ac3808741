/**
 * Keeps what `make(key)` gave for a moment. Readers who come at once share one making; while a new
 * copy of a known page is made, the old one is handed out.
 *
 * @template Value
 * @param {{ freshMs: number, entriesMax: number, make: (key: string) => Promise<Value>, now?: () => number }} options
 */
export function createMicroCache({ freshMs, entriesMax, make, now = Date.now }) {
  /** @type {Map<string, { value?: Value, madeAt: number, making?: Promise<Value> }>} */
  const entries = new Map();

  function remake(key, entry) {
    entry.making ??= make(key)
      .then((value) => {
        entry.value = value;
        entry.madeAt = now();
        return value;
      })
      .catch((error) => {
        entries.delete(key);
        throw error;
      })
      .finally(() => {
        entry.making = undefined;
      });
    return entry.making;
  }

  return {
    /** @param {string} key @returns {Promise<Value>} */
    get(key) {
      const entry = entries.get(key) ?? { madeAt: 0 };
      // The one that was asked for last stands last; the first is forgotten when there are too many.
      entries.delete(key);
      entries.set(key, entry);
      if (entries.size > entriesMax) entries.delete(entries.keys().next().value);
      const age = now() - entry.madeAt;
      if (entry.value !== undefined && age < freshMs) return Promise.resolve(entry.value);
      const making = remake(key, entry);
      if (entry.value === undefined || age > 2 * freshMs) return making;
      making.catch(() => undefined);
      return Promise.resolve(entry.value);
    },
  };
}
