import type {
  EnrolSecondFactorDto,
  GrantRoleDto,
  PasswordResetDto,
  PasswordResetRequestDto,
  SecondFactorDto,
  SignInDto,
  SignUpDto,
  VerifyEmailDto,
} from '@vatra/shared/accounts/accounts.dto';
import { itemsOf } from '../../platform/api/answers.signed-in';
import { api } from '../../platform/api/client';

export const signUp = (body: SignUpDto) => api.post('/accounts', { body });
export const verifyEmail = (body: VerifyEmailDto) =>
  api.post('/accounts/email-verification', { body });
export const signIn = (body: SignInDto) => api.post('/sessions', { body });
export const answerSecondFactor = (body: SecondFactorDto) =>
  api.post('/sessions/second-factor', { body });
export const requestPasswordReset = (body: PasswordResetRequestDto) =>
  api.post('/password-resets', { body });
export const resetPassword = (body: PasswordResetDto) =>
  api.post('/password-resets/completion', { body });
export const enrolSecondFactor = (body: EnrolSecondFactorDto) =>
  api.post('/me/second-factor', { body });
export const confirmSecondFactor = (body: SecondFactorDto) =>
  api.post('/me/second-factor/confirmation', { body });

export const listPeople = async (query: string) =>
  itemsOf(await api.get('/people', { query: { query } }));
export const grantRole = (body: GrantRoleDto) => api.post('/people/roles', { body });

/** Demonstration only; elsewhere the api answers that there is nothing here. */
export const listDemoPeople = async () => itemsOf(await api.get('/demo/people'));
export const demoCode = async (id: string, purpose: 'sign-in' | 'approval') =>
  (await api.get('/demo/people/:id/code', { params: { id }, query: { purpose } })).code;
