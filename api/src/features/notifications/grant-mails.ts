import { Injectable } from '@nestjs/common';
import { amountInWords } from '@vatra/shared/amount-in-words';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { GRANT_GROWN, GRANT_SHRUNK } from '../disbursements/disbursements.events.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { TeamMails } from './team-mails.js';

interface GrantFact {
  readonly projectId: string;
  readonly causeId: string;
  readonly grantMinor: number;
}
type ShrunkGrant = GrantFact & { readonly lostMinor: number };
type GrownGrant = GrantFact & { readonly gainedMinor: number };

/** By how much a grant has become another one, and why. */
interface OtherGrant {
  readonly template: 'grant-shrunk' | 'grant-grown';
  readonly projectId: string;
  readonly causeId: string;
  readonly words: (locale: Locale) => Record<string, string>;
}

/** Domain 3.4: what is lost of a grant, or comes back, is told to those who planned with it, once for each gift. */
@Injectable()
export class GrantMails {
  constructor(
    events: Events,
    private readonly team: TeamMails,
    private readonly endorsements: EndorsementsService,
    private readonly projects: ProjectsService,
  ) {
    const shrunk = (fact: ShrunkGrant) => ({
      ...fact,
      template: 'grant-shrunk' as const,
      words: wordsOf({ lost: fact.lostMinor, grant: fact.grantMinor }),
    });
    const grown = (fact: GrownGrant) => ({
      ...fact,
      template: 'grant-grown' as const,
      words: wordsOf({ gained: fact.gainedMinor, grant: fact.grantMinor }),
    });
    events.on(GRANT_SHRUNK, 'notifications.tell-authority-grant-shrunk', (tx, fact) =>
      this.tellAuthority(tx, shrunk(fact)),
    );
    events.on(GRANT_SHRUNK, 'notifications.tell-associations-grant-shrunk', (tx, fact) =>
      this.tellAssociations(tx, shrunk(fact)),
    );
    events.on(GRANT_GROWN, 'notifications.tell-authority-grant-grown', (tx, fact) =>
      this.tellAuthority(tx, grown(fact)),
    );
    events.on(GRANT_GROWN, 'notifications.tell-associations-grant-grown', (tx, fact) =>
      this.tellAssociations(tx, grown(fact)),
    );
  }

  private tellAuthority(
    tx: Tx,
    { template, projectId, causeId, words }: OtherGrant,
  ): Promise<void> {
    return this.team.toAuthority(tx, projectId, {
      eventKey: `authority.${template}:${causeId}`,
      template: `authority.${template}`,
      path: `/authority/projects/${projectId}/agreement`,
      words,
    });
  }

  private async tellAssociations(
    tx: Tx,
    { template, projectId, causeId, words }: OtherGrant,
  ): Promise<void> {
    const { slug } = await this.projects.get(tx, projectId);
    for (const id of await this.endorsements.activeAssociationIds(tx, projectId)) {
      await this.team.toMembers(tx, id, projectId, {
        eventKey: `association.${template}:${causeId}`,
        template: `association.${template}`,
        path: `/projects/${slug}`,
        words,
      });
    }
  }
}

function wordsOf(sums: Readonly<Record<string, number>>): OtherGrant['words'] {
  return (locale) =>
    Object.fromEntries(
      Object.entries(sums).map(([name, minor]) => [name, amountInWords(minor, locale)]),
    );
}
