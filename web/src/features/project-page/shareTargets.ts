export interface ShareTarget {
  /** A brand, the same in every language. */
  readonly app: string;
  readonly href: string;
}

/** Plain links that open the app with the words in place: nothing of theirs is loaded on our pages. */
export function shareTargets(message: string, address: string): ShareTarget[] {
  const text = encodeURIComponent(message);
  const url = encodeURIComponent(address);
  return [
    { app: 'WhatsApp', href: `https://wa.me/?text=${text}` },
    { app: 'Viber', href: `viber://forward?text=${text}` },
    { app: 'Telegram', href: `https://t.me/share/url?url=${url}&text=${text}` },
    { app: 'Facebook', href: `https://www.facebook.com/sharer/sharer.php?u=${url}` },
  ];
}
