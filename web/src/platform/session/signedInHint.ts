import { onMounted, ref, type Ref } from 'vue';

const NAME = 'vatra.signed-in';

/**
 * Public pages are rendered without a session so that they can be cached; the browser only remembers
 * that somebody signed in here, to show the way to the desk. It opens nothing.
 */
export function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(NAME, '1');
    else localStorage.removeItem(NAME);
  } catch {
    // A browser that keeps nothing shows "Sign in" again, and that is fine.
  }
}

export function useSignedInHint(): Ref<boolean> {
  const isSignedIn = ref(false);
  onMounted(() => {
    try {
      isSignedIn.value = localStorage.getItem(NAME) === '1';
    } catch {
      isSignedIn.value = false;
    }
  });
  return isSignedIn;
}
