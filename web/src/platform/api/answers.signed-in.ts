import type { DutyView, MeView } from '@vatra/shared/accounts/accounts.views';

/** What the operations behind a sign-in answer. */
export interface SignedInAnswers {
  'accounts.me': MeView;
  'accounts.my-duties': readonly DutyView[];
}
