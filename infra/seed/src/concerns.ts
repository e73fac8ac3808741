import { randomBytes } from 'node:crypto';
import { GRIEVANCE_CODE_BYTES, grievanceCodeFrom } from '@vatra/shared/voice/grievance-code';
import type { Story } from './story.js';
import type { World } from './world.js';

/** Somebody from the place says what is not right, without a name; its code is nobody's. */
export async function raiseConcern(world: World, stories: readonly Story[]): Promise<void> {
  const about = stories.find(({ stage, slug }) => stage === 'live' && slug !== undefined);
  if (about === undefined) return;
  await world.visitor.post(`/projects/${about.slug ?? ''}/grievances`, {
    category: 'works',
    text: 'Șanțul de lângă școală este lăsat deschis peste noapte, fără lumină și fără bandă.',
    locale: 'ro',
    code: grievanceCodeFrom(randomBytes(GRIEVANCE_CODE_BYTES)),
  });
}
