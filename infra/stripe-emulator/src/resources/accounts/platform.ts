/** The account the keys belong to. */
export const PLATFORM_ACCOUNT = 'acct_emulatedplatform';
export const PLATFORM_COUNTRY = 'IE';
