/** The operations that open a page at the provider; it bears the id of the gift or pledge it is for. */
export const PAGE_MAKERS = {
  gift: 'contributions.create-checkout-session',
  card: 'contributions.open-card-page',
} as const;
