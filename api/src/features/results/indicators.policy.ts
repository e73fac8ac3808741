import type { IndicatorDto } from '@vatra/shared/projects/projects.dto';

export interface PlannedIndicator {
  readonly id: string;
  readonly kind: 'output' | 'outcome';
}

export type ValueProblem =
  | { readonly kind: 'unknown'; readonly index: number }
  | { readonly kind: 'future'; readonly index: number }
  | { readonly kind: 'missing'; readonly count: number };

/**
 * What is wrong with measured values: indicators the project does not have (or has been given twice),
 * days that have not come, and kinds of indicator the report must tell and does not.
 */
export function valueProblem(
  planned: readonly PlannedIndicator[],
  values: readonly { readonly indicatorId: string; readonly measuredOn: string }[],
  required: { readonly kinds: readonly IndicatorDto['kind'][]; readonly today: string },
): ValueProblem | null {
  const ids = values.map(({ indicatorId }) => indicatorId);
  const unknown = ids.findIndex(
    (id, index) => !planned.some((one) => one.id === id) || ids.indexOf(id) < index,
  );
  if (unknown >= 0) return { kind: 'unknown', index: unknown };
  const future = values.findIndex(({ measuredOn }) => measuredOn > required.today);
  if (future >= 0) return { kind: 'future', index: future };
  const count = planned.filter(
    ({ id, kind }) => required.kinds.includes(kind) && !ids.includes(id),
  ).length;
  return count === 0 ? null : { kind: 'missing', count };
}
