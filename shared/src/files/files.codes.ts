/** Refusals of files; the value is how the api answers. */
export const FILE_CODES = {
  'files.no-file': 'invalid',
  'files.purpose-unknown': 'invalid',
  'files.type-not-accepted': 'invalid',
  'files.unreadable': 'invalid',
  'files.not-usable': 'invalid',
  'files.quota-reached': 'conflict',
  'files.unknown': 'missing',
} as const;
