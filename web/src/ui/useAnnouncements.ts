import { readonly, ref } from 'vue';

const message = ref('');

/** One quiet voice for screen readers; what it says is also visible on the page. */
export function useAnnouncements() {
  return {
    message: readonly(message),
    announce: (text: string): void => {
      if (import.meta.env.SSR) return;
      // The same words twice in a row are only read out when the region was empty in between.
      message.value = '';
      window.setTimeout(() => {
        message.value = text;
      }, 60);
    },
  };
}
