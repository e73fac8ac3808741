import type Stripe from 'stripe';
import { contract } from '../contract/contract.js';

type Method = (...args: unknown[]) => Promise<unknown>;

/** The SDK method behind an operation of the contract, such as `checkout.sessions.listLineItems`. */
function methodOf(stripe: Stripe, operation: string): Method {
  const steps = operation.split('.');
  const name = steps.pop() ?? '';
  const resource = steps.reduce<unknown>(
    (parent, step) => (parent as Record<string, unknown>)[step],
    stripe,
  ) as Record<string, Method>;
  return (...args) => {
    const method = resource[name];
    if (!method) throw new Error(`The SDK has no ${operation}.`);
    return method.apply(resource, args);
  };
}

/** Calls an operation through the SDK, with parameters its types would not allow. */
export async function callRaw(
  stripe: Stripe,
  operation: string,
  ids: readonly string[],
  params: object,
): Promise<unknown> {
  const method = methodOf(stripe, operation);
  return method(...ids, params);
}

/** How many ids the address of an operation names. */
export function idCount(operation: string): number {
  const found = contract.operations.find(({ id }) => id === operation);
  return (found?.path.split(':id').length ?? 1) - 1;
}

export function operationIds(): string[] {
  return contract.operations.map(({ id }) => id);
}
