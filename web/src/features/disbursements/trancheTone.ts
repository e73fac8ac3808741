import type { TrancheState } from '@vatra/shared/disbursements/tranche.states';
import type { TagTone } from '../../ui/tagTone';

const TONES: Readonly<Record<TrancheState, TagTone>> = {
  planned: 'plain',
  conditions_met: 'go',
  prepared: 'wait',
  approved: 'half',
  sent: 'half',
  confirmed: 'ok',
  failed: 'bad',
  on_hold: 'bad',
  returned: 'bad',
  cancelled: 'plain',
};

export function trancheTone(state: TrancheState): TagTone {
  return TONES[state];
}
