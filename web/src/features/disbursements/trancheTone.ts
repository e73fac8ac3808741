import type { TrancheState } from '@vatra/shared/disbursements/tranche.states';

type Tone = 'plain' | 'half' | 'ok' | 'wait' | 'bad' | 'go';

const TONES: Readonly<Record<TrancheState, Tone>> = {
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

export function trancheTone(state: TrancheState): Tone {
  return TONES[state];
}
