import type { RefundBatchView } from '@vatra/shared/contributions/refund-batches.views';
import type {
  RefundClaimRowView,
  RefundPaymentFileView,
} from '@vatra/shared/contributions/refund-claims.views';
import type { TestApp } from '../app.js';
import type { Finance } from './funded.js';
import { importStatement } from './payments.js';
import { approvalCode } from './people.js';
import { ok } from './village.js';

type Team = Pick<Finance, 'maker' | 'checker'>;

/** Refunds that wait to be paid on an account, as finance sees them. */
export const accountsGiven = ({ maker }: Team) =>
  ok(maker.browser.get<RefundClaimRowView[]>('/refund-accounts'));

/** All that wait, or those named, under the signatures of two people. */
export async function payOnAccounts(
  app: TestApp,
  team: Team,
  chosen?: readonly string[],
): Promise<RefundBatchView> {
  const claimIds = chosen ?? (await accountsGiven(team)).map(({ id }) => id);
  const batch = await ok(team.maker.browser.post<RefundBatchView>('/refund-batches', { claimIds }));
  const body = { contentHash: batch.contentHash, code: await approvalCode(app, team.checker) };
  const path = `/refund-batches/${batch.id}/approvals`;
  const approved = await ok(team.checker.browser.post<RefundBatchView>(path, body));
  await app.quiet();
  return approved;
}

export const refundFiles = ({ maker }: Team) =>
  ok(maker.browser.get<RefundPaymentFileView[]>('/refund-payment-files'));

export async function textOfFile({ maker }: Team, id: string): Promise<string> {
  return (await maker.browser.get<string>(`/refund-payment-files/${id}/content`)).text;
}

let bookings = 0;

/** The statement shows the payment of a file, or its way back: of the newest one when none is named. */
export async function bankSays(
  app: TestApp,
  team: Team,
  line: { direction: 'DBIT' | 'CRDT'; returnReason?: string; file?: RefundPaymentFileView },
): Promise<void> {
  bookings += 1;
  const { direction, returnReason } = line;
  const file = line.file ?? (await refundFiles(team))[0];
  const day = (await app.now()).toISOString().slice(0, 10);
  await importStatement(team.maker, [
    {
      reference: `CLAIM-${String(bookings)}`,
      endToEndId: file?.instructionId ?? '',
      amountMinor: file?.amount.minor ?? 0,
      direction,
      day,
      ...(returnReason === undefined ? {} : { returnReason }),
    },
  ]);
  await app.quiet();
}
