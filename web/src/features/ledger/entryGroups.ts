/** Groups of postings readers ask for; each posting stands in exactly one. */
export const ENTRY_GROUPS = ['gifts', 'matching', 'payments', 'back', 'other'] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

const GROUP_OF: Readonly<Record<string, EntryGroup>> = {
  L1: 'gifts',
  L6: 'gifts',
  L7: 'gifts',
  L8: 'gifts',
  L23: 'gifts',
  L2: 'matching',
  L3: 'matching',
  L4: 'matching',
  L25: 'matching',
  L29: 'matching',
  L9: 'payments',
  L21: 'payments',
  L22: 'payments',
  L10: 'back',
  L12: 'back',
  L13: 'back',
  L14: 'back',
  L15: 'back',
  L16: 'back',
  L17: 'back',
  L18: 'back',
  L19: 'back',
};

export function entryGroup(kind: string): EntryGroup {
  return GROUP_OF[kind] ?? 'other';
}
