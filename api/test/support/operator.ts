import type { OrderKind, PrepareOrderDto } from '@vatra/shared/disbursements/operator-money.dto';
import type {
  OperatorMoneyView,
  OperatorOrderView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { TestApp } from '../app.js';
import { importStatement } from './payments.js';
import { approvalCode, type TestPerson } from './people.js';
import { ok } from './village.js';

interface Hands {
  readonly maker: TestPerson;
  readonly checker: TestPerson;
}

export const REASON = 'decision 7 of the board, 12 May';

export function operatorMoney({ browser }: TestPerson): Promise<OperatorMoneyView> {
  return ok(browser.get<OperatorMoneyView>('/operator-money'));
}

export function prepareOrder(
  { browser }: TestPerson,
  kind: OrderKind,
  amountMinor: number,
  more: Partial<PrepareOrderDto> = {},
) {
  return browser.post<OperatorOrderView>('/operator-orders', {
    kind,
    amountMinor,
    reason: REASON,
    ...more,
  });
}

export async function approveOrder(
  app: TestApp,
  checker: TestPerson,
  { id, contentHash }: OperatorOrderView,
) {
  const body = { contentHash, code: await approvalCode(app, checker) };
  return checker.browser.post<OperatorOrderView>(`/operator-orders/${id}/approvals`, body);
}

/** Prepared by one, approved by another, and carried out. */
export async function order(
  app: TestApp,
  { maker, checker }: Hands,
  kind: OrderKind,
  amountMinor: number,
  more: Partial<PrepareOrderDto> = {},
): Promise<OperatorOrderView> {
  const prepared = await ok(prepareOrder(maker, kind, amountMinor, more));
  await ok(approveOrder(app, checker, prepared));
  await app.quiet();
  return ok(maker.browser.get<OperatorOrderView>(`/operator-orders/${prepared.id}`));
}

/** The operator has EUR 500 of its own, so that it can bear what it must (L28). */
export async function fundOperator(app: TestApp, hands: Hands): Promise<void> {
  await order(app, hands, 'grant_received', 50_000);
}

/** The line of the bank that shows what an order has paid. */
export async function bankPays(
  app: TestApp,
  maker: TestPerson,
  { instructionId, amount }: OperatorOrderView,
): Promise<void> {
  await importStatement(maker, [
    {
      reference: `PAID-${instructionId ?? ''}`,
      endToEndId: instructionId ?? '',
      amountMinor: amount.minor,
      direction: 'DBIT',
      day: (await app.now()).toISOString().slice(0, 10),
    },
  ]);
  await app.quiet();
}
