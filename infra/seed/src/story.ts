import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { Association, Authority, Staff } from './cast.js';
import type { CampaignGoals } from './plan-sections.js';
import type { Template } from './template.js';
import type { World } from './world.js';

/** How far a story goes by today. */
export type Stage =
  | 'draft'
  | 'in_review'
  | 'seeking_endorsement'
  | 'ready'
  | 'live'
  | 'extended'
  | 'funded'
  | 'agreement_pending'
  | 'first_payment'
  | 'implementing_1'
  | 'implementing_2'
  | 'completed'
  | 'choices_open'
  | 'failed';

export interface Story {
  readonly key: string;
  readonly stage: Stage;
  readonly template: Template;
  readonly authority: Authority;
  readonly association: Association;
  readonly goals: CampaignGoals;
  /** Days before today on which the campaign starts. */
  readonly startDay: number;
  readonly days: number;
  /** Cards are saved and charged only if the campaign succeeds (R42); at once when absent. */
  readonly collection?: 'on_success';
  /** How its town hall is paid; by bank when absent. */
  readonly rail?: 'stripe' | 'stripe_possible';
  /** Net money to collect by the last gift, euro cents. */
  readonly collectMinor: number;
  readonly drawingSeed: number;
  /** The day the polls were held. */
  readonly pollsHeldOn: string;
  /** Filled while the story is lived through. */
  projectId?: string;
  slug?: string;
  campaignId?: string;
  /** Shown with invoices so far, euro cents. */
  spentMinor?: number;
}

export interface Stage1 {
  readonly world: World;
  readonly staff: Staff;
}

export function projectOf(story: Story): string {
  if (story.projectId === undefined) throw new Error(`${story.key} has no project yet`);
  return story.projectId;
}

export function campaignOf(story: Story): string {
  if (story.campaignId === undefined) throw new Error(`${story.key} has no campaign yet`);
  return story.campaignId;
}

export type { CampaignView, ProjectFileView };
