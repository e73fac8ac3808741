import type { GrievanceState } from '@vatra/shared/voice/grievance.states';
import type { TagTone } from '../../ui/tagTone';

export const GRIEVANCE_TONES: Readonly<Record<GrievanceState, TagTone>> = {
  received: 'go',
  acknowledged: 'go',
  triaged: 'wait',
  investigating: 'wait',
  decision_proposed: 'wait',
  out_of_scope: 'ok',
  closed: 'ok',
};
