import { Injectable } from '@nestjs/common';
import type { EndorsementState } from '@vatra/shared/endorsements/endorsement.states';
import { SYSTEM } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import {
  ORGANISATION_SUSPENDED,
  ORGANISATION_VERIFIED,
} from '../organisations/organisations.events.js';
import { TELL_ENDORSED } from './endorsements.jobs.js';
import { EndorsementsRepository } from './endorsements.repository.js';

const ENDORSEMENTS_MAX = 500;

/** The word of a suspended association rests while it is suspended (domain 3.4). */
@Injectable()
export class SuspendEndorsements {
  constructor(
    private readonly endorsements: EndorsementsRepository,
    private readonly jobs: Jobs,
    events: Events,
  ) {
    events.on(
      ORGANISATION_SUSPENDED,
      'endorsements.suspend-when-association-is-suspended',
      (tx, { organisationId }) => this.move(tx, organisationId, 'active', 'suspended'),
    );
    events.on(
      ORGANISATION_VERIFIED,
      'endorsements.restore-when-association-is-verified',
      (tx, { organisationId }) => this.move(tx, organisationId, 'suspended', 'active'),
    );
  }

  private async move(
    tx: Tx,
    organisationId: string,
    from: EndorsementState,
    to: EndorsementState,
  ): Promise<void> {
    const found = await this.endorsements.listInState(tx, [organisationId], from, ENDORSEMENTS_MAX);
    for (const endorsement of found) {
      await this.endorsements.move(tx, endorsement, to, { actor: SYSTEM });
      await this.jobs.schedule(tx, TELL_ENDORSED, endorsement.projectId, null);
    }
  }
}
