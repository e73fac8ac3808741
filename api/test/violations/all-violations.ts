import { CURRENCY_VIOLATIONS } from './currencies.js';
import { DISBURSEMENT_VIOLATIONS } from './disbursements.js';
import { DISPUTE_VIOLATIONS } from './disputes.js';
import { ENDING_VIOLATIONS } from './endings.js';
import { GIFT_VIOLATIONS } from './gifts.js';
import { GOVERNANCE_VIOLATIONS } from './governance.js';
import { JOB_VIOLATIONS } from './jobs.js';
import { LEDGER_VIOLATIONS } from './ledger.js';
import { MATCHING_VIOLATIONS } from './matching.js';
import { OFFLINE_VIOLATIONS } from './offline.js';
import { PROJECT_MONEY_VIOLATIONS } from './project-money.js';
import { PROVIDER_VIOLATIONS } from './provider.js';
import type { SeededViolation } from './violation.js';

export const ALL_VIOLATIONS: readonly SeededViolation[] = [
  ...LEDGER_VIOLATIONS,
  ...PROJECT_MONEY_VIOLATIONS,
  ...OFFLINE_VIOLATIONS,
  ...MATCHING_VIOLATIONS,
  ...GIFT_VIOLATIONS,
  ...DISPUTE_VIOLATIONS,
  ...CURRENCY_VIOLATIONS,
  ...PROVIDER_VIOLATIONS,
  ...DISBURSEMENT_VIOLATIONS,
  ...GOVERNANCE_VIOLATIONS,
  ...JOB_VIOLATIONS,
  ...ENDING_VIOLATIONS,
];
