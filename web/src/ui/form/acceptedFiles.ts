import type { FilePurpose } from '@vatra/shared/files/files.views';

const PAPERS = 'application/pdf,image/jpeg,image/png,image/webp';

/** What the file chooser offers; the api looks at the bytes themselves. */
export const ACCEPTED: Readonly<Record<FilePurpose, string>> = {
  photo: 'image/jpeg,image/png,image/webp',
  invoice: PAPERS,
  document: PAPERS,
  'council-decision': PAPERS,
  poll: PAPERS,
  'bank-letter': PAPERS,
  'sanction-list': '.csv,text/csv',
  'bank-statement': '.xml,application/xml,text/xml',
  'deposit-slip': PAPERS,
  agreement: PAPERS,
  'organisation-paper': PAPERS,
  'dispute-evidence': 'application/pdf,image/jpeg,image/png',
};
