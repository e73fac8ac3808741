import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Events, type EventType } from '../../platform/outbox/events.js';
import {
  PURPOSE_ASKED,
  PURPOSE_CHANGED,
  PURPOSE_LAPSED,
  PURPOSE_PROPOSED,
  PURPOSE_REFUSED,
} from '../disbursements/disbursements.events.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { TeamMails } from './team-mails.js';

type PurposeFact = { changeId: string; projectId: string };

/** R78: associations are asked about another purpose, and the authority is told how it ends. */
@Injectable()
export class PurposeMails {
  constructor(
    private readonly events: Events,
    private readonly endorsements: EndorsementsService,
    private readonly team: TeamMails,
  ) {
    this.events.on(PURPOSE_PROPOSED, 'notifications.ask-associations-of-purpose', (tx, fact) =>
      this.toAssociations(tx, fact),
    );
    this.tell(PURPOSE_REFUSED, 'purpose-refused');
    this.tell(PURPOSE_ASKED, 'purpose-asked');
    this.tell(PURPOSE_CHANGED, 'purpose-changed');
    this.tell(PURPOSE_LAPSED, 'purpose-lapsed');
  }

  private async toAssociations(tx: Tx, { changeId, projectId }: PurposeFact): Promise<void> {
    for (const id of await this.endorsements.activeAssociationIds(tx, projectId)) {
      await this.team.toMembers(tx, id, projectId, {
        eventKey: `purpose.proposed:${changeId}`,
        template: 'purpose.proposed',
        path: `/association/projects/${projectId}/purpose`,
      });
    }
  }

  private tell(event: EventType<PurposeFact>, name: string): void {
    this.events.on(event, `notifications.tell-authority-${name}`, (tx, fact) =>
      this.team.toAuthority(tx, fact.projectId, {
        eventKey: `authority.${name}:${fact.changeId}`,
        template: `authority.${name}`,
        path: `/authority/projects/${fact.projectId}/purpose`,
      }),
    );
  }
}
