import { onMounted, readonly, ref, type Ref } from 'vue';

const NAME = 'vatra.signed-in';
const isSignedIn = ref(false);

/**
 * Public pages are rendered without a session so that they can be cached; the browser only remembers
 * that somebody signed in here, to show the way to the desk. It opens nothing.
 */
export function rememberSignedIn(isIn: boolean): void {
  isSignedIn.value = isIn;
  try {
    if (isIn) localStorage.setItem(NAME, '1');
    else localStorage.removeItem(NAME);
  } catch {
    // A browser that keeps nothing shows "Sign in" again after a reload, and that is fine.
  }
}

/** False in the document the server sends; set when the page lives, and at each sign-in and sign-out. */
export function useSignedInHint(): Readonly<Ref<boolean>> {
  onMounted(() => {
    try {
      isSignedIn.value ||= localStorage.getItem(NAME) === '1';
    } catch {
      isSignedIn.value = false;
    }
  });
  return readonly(isSignedIn);
}
