import type {
  AddPayeeAccountDto,
  ApproveTrancheDto,
  ChooseCurrencyDto,
  SayReceivedDto,
  ReverseTransferDto,
  ImportStatementDto,
  PrepareTrancheDto,
  NameSupplierDto,
  OnboardStripeAccountDto,
  ProcurementMinutesDto,
  ProcurementPapersDto,
  SignAgreementDto,
  VerifyPayeeAccountDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api, apiUrl } from '../../platform/api/client';
import { isMissing } from '../../platform/api/refusal';

/** Acts that move money carry the key of their intent (ruling 41). */
type Key = string;

export const listPayees = async (organisationId: string) =>
  itemsOf(await api.get('/organisations/:id/payee-accounts', { params: { id: organisationId } }));
export const addPayee = (organisationId: string, body: AddPayeeAccountDto, idempotencyKey: Key) =>
  api.post('/organisations/:id/payee-accounts', {
    params: { id: organisationId },
    body,
    idempotencyKey,
  });
export const stripeRail = (organisationId: string) =>
  api.get('/organisations/:id/stripe-account', { params: { id: organisationId } });
export const openStripeAccount = (organisationId: string, idempotencyKey: Key) =>
  api.post('/organisations/:id/stripe-account', { params: { id: organisationId }, idempotencyKey });
export const onboardStripeAccount = (organisationId: string, body: OnboardStripeAccountDto) =>
  api.post('/organisations/:id/stripe-account/onboarding', {
    params: { id: organisationId },
    body,
  });
export const readStripeAccount = (organisationId: string) =>
  api.post('/organisations/:id/stripe-account/reading', { params: { id: organisationId } });
export const offerStripeAccount = (organisationId: string, idempotencyKey: Key) =>
  api.post('/organisations/:id/stripe-account/offer', {
    params: { id: organisationId },
    idempotencyKey,
  });
export const listPayeesToVerify = async () => itemsOf(await api.get('/payee-accounts/queue'));
export const verifyPayee = (id: string, body: VerifyPayeeAccountDto, idempotencyKey: Key) =>
  api.post('/payee-accounts/:id/verification', { params: { id }, body, idempotencyKey });

export const agreement = (projectId: string) =>
  api.get('/projects/:id/agreement', { params: { id: projectId } });
/** Null while the collection is not settled: there is nothing to sign yet. */
export async function agreementIfAny(projectId: string) {
  try {
    return await agreement(projectId);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
export const listAgreementsToSign = async () => itemsOf(await api.get('/agreements/queue'));
export const signAgreement = (projectId: string, body: SignAgreementDto, idempotencyKey: Key) =>
  api.post('/projects/:id/agreement/signatures', {
    params: { id: projectId },
    body,
    idempotencyKey,
  });
export const sendProcurementPapers = (projectId: string, body: ProcurementPapersDto) =>
  api.post('/projects/:id/procurement-papers', { params: { id: projectId }, body });

export const handInMinutes = (
  projectId: string,
  body: ProcurementMinutesDto,
  idempotencyKey: Key,
) =>
  api.post('/projects/:id/procurement-minutes', {
    params: { id: projectId },
    body,
    idempotencyKey,
  });

export const chooseCurrency = (projectId: string, body: ChooseCurrencyDto) =>
  api.put('/projects/:id/agreement/currency', { params: { id: projectId }, body });
export const sayReceived = (id: string, body: SayReceivedDto, idempotencyKey: Key) =>
  api.post('/tranches/:id/receipts', { params: { id }, body, idempotencyKey });
export const nameSupplier = (projectId: string, body: NameSupplierDto) =>
  api.post('/projects/:id/suppliers', { params: { id: projectId }, body });

export const listTranches = async (projectId: string) =>
  itemsOf(await api.get('/projects/:id/tranches', { params: { id: projectId } }));
export const listTranchesToPay = async () => itemsOf(await api.get('/tranches/queue'));
export const trancheSheet = (id: string) => api.get('/tranches/:id/sheet', { params: { id } });
export const prepareTranche = (id: string, body: PrepareTrancheDto, idempotencyKey: Key) =>
  api.post('/tranches/:id/preparation', { params: { id }, body, idempotencyKey });
export const approveTranche = (id: string, body: ApproveTrancheDto, idempotencyKey: Key) =>
  api.post('/tranches/:id/approvals', { params: { id }, body, idempotencyKey });

export const payOutAgain = (id: string, idempotencyKey: Key) =>
  api.post('/tranches/:id/payouts', { params: { id }, idempotencyKey });
export const reverseTransfer = (id: string, body: ReverseTransferDto, idempotencyKey: Key) =>
  api.post('/tranches/:id/reversals', { params: { id }, body, idempotencyKey });

export const listStripePayments = (cursor?: string) =>
  api.get('/stripe-payments', { query: { cursor } });
export const listPaymentFiles = async () => itemsOf(await api.get('/payment-files'));
export const paymentFileUrl = (id: string) =>
  apiUrl('/payment-files/:id/content', { params: { id } });
export const listStatements = async () => itemsOf(await api.get('/bank-statements'));
export const importStatement = (body: ImportStatementDto, idempotencyKey: Key) =>
  api.post('/bank-statements', { body, idempotencyKey });
