import { Missing } from '../../../platform/http/app-error.js';
import type { ContributionCode } from '../contributions.errors.js';

export class DisputeMissing extends Missing {
  constructor() {
    super('contributions.dispute-not-found' satisfies ContributionCode);
  }
}
