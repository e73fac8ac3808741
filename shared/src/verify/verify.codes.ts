/** Every refusal of the checks with the reason it is answered with. */
export const VERIFY_CODES = {
  'verify.not-paused': 'conflict',
  'verify.not-reconciled': 'conflict',
} as const;

export type VerifyCode = keyof typeof VERIFY_CODES;
