import { CAMPAIGN_CODES } from '@vatra/shared/campaigns/campaigns.codes';
import { Conflict, Forbidden, Invalid, Missing } from '../../platform/http/app-error.js';

export type CampaignCode = keyof typeof CAMPAIGN_CODES;
type ConflictCode = {
  [Code in CampaignCode]: (typeof CAMPAIGN_CODES)[Code] extends 'conflict' ? Code : never;
}[CampaignCode];

export class CampaignMissing extends Missing {
  constructor() {
    super('campaigns.not-found' satisfies CampaignCode);
  }
}

/** Not in the state, or not at the time, the verb needs. */
export class CampaignConflict extends Conflict {
  constructor(code: ConflictCode, params?: Readonly<Record<string, string | number>>) {
    super(code, params);
  }
}

export class CampaignNotOpen extends CampaignConflict {
  constructor(state: string) {
    super('campaigns.not-open', { state });
  }
}

export class StartRefused extends Invalid {
  constructor(code: 'campaigns.start-in-the-past' | 'campaigns.start-too-far') {
    super(code, [{ pointer: '/startsOn', code }]);
  }
}

export class HoldDaysMissing extends Invalid {
  constructor() {
    const code = 'campaigns.days-missing' satisfies CampaignCode;
    super(code, [{ pointer: '/days', code }]);
  }
}

/** R32: only an association whose endorsement is active may agree. */
export class NotEndorsing extends Forbidden {
  constructor() {
    super('campaigns.not-endorsing' satisfies CampaignCode);
  }
}
