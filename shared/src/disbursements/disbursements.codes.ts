/** Every refusal of the disbursements with the reason it is answered with. */
export const DISBURSEMENT_CODES = {
  'disbursements.not-found': 'missing',
  'disbursements.payee-not-found': 'missing',
  'disbursements.payee-waiting': 'conflict',
  'disbursements.payee-known': 'conflict',
  'disbursements.payee-not-offered': 'conflict',
  'disbursements.not-a-local-authority': 'conflict',
  'disbursements.payee-resting': 'conflict',
  'disbursements.payee-missing': 'conflict',
  'disbursements.agreement-not-found': 'missing',
  'disbursements.agreement-closed': 'conflict',
  'disbursements.text-version': 'conflict',
  'disbursements.not-your-signature': 'forbidden',
  'disbursements.already-signed': 'conflict',
  'disbursements.conditions-not-met': 'conflict',
  'disbursements.wrong-amount': 'invalid',
  'disbursements.not-prepared': 'conflict',
  'disbursements.reviewed-project': 'forbidden',
  'disbursements.own-authority': 'forbidden',
  'disbursements.maker-cannot-check': 'forbidden',
  'disbursements.already-approved': 'conflict',
  'disbursements.content-changed': 'conflict',
  'disbursements.statement-unreadable': 'invalid',
  'disbursements.statement-of-other-account': 'invalid',
  'disbursements.payment-file-not-found': 'missing',
} as const;

export type DisbursementCode = keyof typeof DISBURSEMENT_CODES;
