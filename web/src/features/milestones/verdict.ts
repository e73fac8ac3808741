export type Answer = 'yes' | 'no' | 'cannot_tell';

/**
 * What the answers say together: one no is a no, otherwise one doubt is a doubt; null while a question
 * is open.
 */
export function verdictOf(answers: readonly (Answer | undefined)[]): Answer | null {
  if (answers.length === 0 || answers.includes(undefined)) return null;
  if (answers.includes('no')) return 'no';
  return answers.includes('cannot_tell') ? 'cannot_tell' : 'yes';
}
