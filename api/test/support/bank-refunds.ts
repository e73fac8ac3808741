import type { PrepareRefundsDto } from '@vatra/shared/contributions/refund-batches.dto';
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

/** A batch of a maker, signed by a checker. */
export async function refundUnderTwo(
  app: TestApp,
  { maker, checker }: Team,
  wish: PrepareRefundsDto,
): Promise<RefundBatchView> {
  const batch = await ok(maker.browser.post<RefundBatchView>('/refund-batches', wish));
  const body = { contentHash: batch.contentHash, code: await approvalCode(app, checker) };
  const path = `/refund-batches/${batch.id}/approvals`;
  const approved = await ok(checker.browser.post<RefundBatchView>(path, body));
  await app.quiet();
  return approved;
}

/** All refunds that wait to be paid on an account, or those named. */
export async function payOnAccounts(
  app: TestApp,
  team: Team,
  chosen?: readonly string[],
): Promise<RefundBatchView> {
  const claimIds = chosen ?? (await accountsGiven(team)).map(({ id }) => id);
  return refundUnderTwo(app, team, { claimIds: [...claimIds] });
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
