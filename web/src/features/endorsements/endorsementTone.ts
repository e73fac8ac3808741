import type { EndorsementState } from '@vatra/shared/endorsements/endorsement.states';

type Tone = 'plain' | 'half' | 'ok' | 'wait' | 'bad' | 'go';

const TONES: Readonly<Record<EndorsementState, Tone>> = {
  requested: 'go',
  first_call: 'wait',
  second_call: 'wait',
  rejected: 'bad',
  active: 'ok',
  reconfirmation_due: 'wait',
  expired: 'plain',
  suspended: 'bad',
  revoked: 'bad',
};

export function endorsementTone(state: EndorsementState): Tone {
  return TONES[state];
}
