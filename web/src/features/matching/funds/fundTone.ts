import type { MatchingFundState } from '@vatra/shared/matching/fund.states';
import type { TagTone } from '../../../ui/tagTone';

export const FUND_TONES: Readonly<Record<MatchingFundState, TagTone>> = {
  draft: 'wait',
  verified: 'wait',
  open: 'go',
  exhausted: 'half',
  closed: 'plain',
  settled: 'ok',
};
