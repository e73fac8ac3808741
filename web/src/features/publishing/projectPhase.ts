import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { TagTone } from '../../ui/tagTone';

/** The groups of states visitors think in; the same words everywhere. */
export const PHASES = ['collecting', 'building', 'finished', 'preparing', 'stopped'] as const;
export type Phase = (typeof PHASES)[number];

const TONES: Readonly<Record<ProjectState, TagTone>> = {
  draft: 'plain',
  submitted: 'plain',
  changes_requested: 'wait',
  rejected: 'bad',
  seeking_endorsement: 'half',
  lapsed: 'bad',
  ready: 'plain',
  campaigning: 'go',
  funded: 'ok',
  unfunded: 'bad',
  agreement_pending: 'half',
  implementing: 'half',
  suspended: 'wait',
  completion_reported: 'half',
  completed: 'ok',
  in_follow_up: 'ok',
  closed: 'ok',
  cancelled: 'bad',
  wound_up: 'bad',
};

/** States of a campaign that say more than "collecting". */
const TELLING: readonly CampaignState[] = [
  'scheduled',
  'paused',
  'closing',
  'review_hold',
  'succeeded',
];

export interface PhaseTag {
  readonly tone: TagTone;
  /** Word of the catalogues. */
  readonly word: string;
}

export function phaseTag(state: ProjectState, campaign: CampaignState | null): PhaseTag {
  if (state === 'campaigning' && campaign !== null && TELLING.includes(campaign)) {
    return { tone: campaign === 'succeeded' ? 'ok' : 'wait', word: `campaign-state.${campaign}` };
  }
  return { tone: TONES[state], word: `project-state.${state}` };
}

const RESULT_STATES: readonly ProjectState[] = ['completed', 'in_follow_up', 'closed'];

/** The photo of a finished project shows the result and keeps its colours. */
export function showsResult(state: ProjectState): boolean {
  return RESULT_STATES.includes(state);
}
