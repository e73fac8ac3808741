import { PROJECT_CHECK_CODES, type ProjectCheckCode } from '@vatra/shared/projects/projects.codes';
import type { SectionStatus } from '@vatra/shared/projects/projects.views';

export type SectionProblem = SectionStatus['problems'][number];

/** What a section breaks, at a JSON pointer into its content. */
export function problem(
  code: ProjectCheckCode,
  pointer: string,
  params?: Readonly<Record<string, string | number>>,
): SectionProblem {
  const base = { rule: PROJECT_CHECK_CODES[code], code, pointer };
  return params === undefined ? base : { ...base, params };
}

export function when(condition: boolean, found: () => SectionProblem): SectionProblem[] {
  return condition ? [found()] : [];
}
