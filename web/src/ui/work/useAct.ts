import { shallowRef } from 'vue';
import { ApiUnreachable, codeOf, isRefusal } from '../../platform/api/refusal';

/** One act without a form: running or not, and the word of its refusal. */
export function useAct() {
  const isRunning = shallowRef(false);
  const refusal = shallowRef<{
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  } | null>(null);

  /** True when it was done. */
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (isRunning.value) return false;
    isRunning.value = true;
    refusal.value = null;
    try {
      await act();
      return true;
    } catch (error) {
      if (!isRefusal(error) && !(error instanceof ApiUnreachable)) throw error;
      refusal.value = { code: codeOf(error), params: isRefusal(error) ? error.params : {} };
      return false;
    } finally {
      isRunning.value = false;
    }
  }

  return { isRunning, refusal, run };
}
