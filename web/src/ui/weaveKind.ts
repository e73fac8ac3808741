/** Whose money a thread is; each kind has one colour and nothing else has it. */
export type WeaveKind = 'donors' | 'matching' | 'town';
