import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';
import type { PhotoView } from '@vatra/shared/projects/projects.views';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { ProjectCardView } from '@vatra/shared/publishing/publishing.views';
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

/** The picture of a card: what was built as soon as it is accepted, until then what is missing. */
export function coverOf(card: ProjectCardView): { photo: PhotoView | null; isResult: boolean } {
  return { photo: card.result ?? card.photo, isResult: card.result !== null };
}

const STOPPED: readonly ProjectState[] = [
  'rejected',
  'lapsed',
  'unfunded',
  'cancelled',
  'wound_up',
];

export function isStopped(state: ProjectState): boolean {
  return STOPPED.includes(state);
}
