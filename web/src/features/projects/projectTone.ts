import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { TagTone } from '../../ui/tagTone';

const TONES: Readonly<Record<ProjectState, TagTone>> = {
  draft: 'half',
  submitted: 'wait',
  changes_requested: 'wait',
  rejected: 'bad',
  seeking_endorsement: 'half',
  lapsed: 'bad',
  ready: 'go',
  campaigning: 'go',
  funded: 'ok',
  unfunded: 'bad',
  agreement_pending: 'wait',
  implementing: 'half',
  suspended: 'bad',
  completion_reported: 'wait',
  completed: 'ok',
  in_follow_up: 'ok',
  closed: 'ok',
  cancelled: 'bad',
  wound_up: 'bad',
};

/** The sign before the state: hollow, half, checked, waiting or stopped. */
export function projectTone(state: ProjectState): TagTone {
  return TONES[state];
}
