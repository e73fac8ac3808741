/**
 * Runs tasks in order of the list, so many at a time, and never stops at a failure: the person wants all
 * of them in one run.
 *
 * @template T
 * @param {number} width
 * @param {ReadonlyArray<() => Promise<T>>} tasks which do not throw
 * @returns {Promise<T[]>} in the order of the list
 */
export async function inPool(width, tasks) {
  /** @type {T[]} */
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next;
      next += 1;
      results[index] = await /** @type {() => Promise<T>} */ (tasks[index])();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
