import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { PayeeAccountRow } from './payee-accounts.repository.js';

/** Never the account number itself: country and last four characters are all that leaves. */
export function payeeView(
  row: PayeeAccountRow,
  shown: { readonly letter: boolean; readonly organisationName: string | null },
): PayeeAccountView {
  return {
    id: row.id,
    organisationId: row.organisationId,
    ibanMasked: row.ibanMasked,
    holder: row.holder,
    rail: row.rail,
    kind: row.kind,
    isAble: row.isAble,
    state: row.state,
    activeFrom: row.activeFrom?.toISOString() ?? null,
    offeredAt: row.offeredAt.toISOString(),
    decisionReason: shown.letter ? row.decisionReason : null,
    bankLetterFileId: shown.letter ? row.bankLetterFileId : null,
    organisationName: shown.organisationName,
  };
}
