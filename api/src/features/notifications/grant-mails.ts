import { Injectable } from '@nestjs/common';
import { amountInWords } from '@vatra/shared/amount-in-words';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { GRANT_SHRUNK } from '../disbursements/disbursements.events.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { TeamMails } from './team-mails.js';

interface ShrunkGrant {
  readonly projectId: string;
  readonly causeId: string;
  readonly lostMinor: number;
  readonly grantMinor: number;
}

/** Domain 3.4: what is lost of a grant is told to those who planned with it, once for each gift that went back. */
@Injectable()
export class GrantMails {
  constructor(
    events: Events,
    private readonly team: TeamMails,
    private readonly endorsements: EndorsementsService,
    private readonly projects: ProjectsService,
  ) {
    events.on(GRANT_SHRUNK, 'notifications.tell-authority-grant-shrunk', (tx, fact) =>
      this.tellAuthority(tx, fact),
    );
    events.on(GRANT_SHRUNK, 'notifications.tell-associations-grant-shrunk', (tx, fact) =>
      this.tellAssociations(tx, fact),
    );
  }

  private tellAuthority(tx: Tx, fact: ShrunkGrant): Promise<void> {
    const { projectId, causeId } = fact;
    return this.team.toAuthority(tx, projectId, {
      eventKey: `authority.grant-shrunk:${causeId}`,
      template: 'authority.grant-shrunk',
      path: `/authority/projects/${projectId}/agreement`,
      words: sums(fact),
    });
  }

  private async tellAssociations(tx: Tx, fact: ShrunkGrant): Promise<void> {
    const { projectId, causeId } = fact;
    const { slug } = await this.projects.get(tx, projectId);
    for (const id of await this.endorsements.activeAssociationIds(tx, projectId)) {
      await this.team.toMembers(tx, id, projectId, {
        eventKey: `association.grant-shrunk:${causeId}`,
        template: 'association.grant-shrunk',
        path: `/projects/${slug}`,
        words: sums(fact),
      });
    }
  }
}

function sums({ lostMinor, grantMinor }: ShrunkGrant) {
  return (locale: Locale) => ({
    lost: amountInWords(lostMinor, locale),
    grant: amountInWords(grantMinor, locale),
  });
}
