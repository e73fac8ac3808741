import type { EndorsementState } from '@vatra/shared/endorsements/endorsement.states';
import type { TagTone } from '../../ui/tagTone';

const TONES: Readonly<Record<EndorsementState, TagTone>> = {
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

export function endorsementTone(state: EndorsementState): TagTone {
  return TONES[state];
}
