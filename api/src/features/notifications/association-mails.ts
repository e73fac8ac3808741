import { Injectable } from '@nestjs/common';
import type { OrganisationKind } from '@vatra/shared/organisations/organisation-words';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { EXTENSION_ASKED } from '../campaigns/campaigns.events.js';
import {
  ENDORSEMENT_ACTIVATED,
  ENDORSEMENT_CALLED,
  ENDORSEMENT_EXPIRED,
  ENDORSEMENT_REJECTED,
  ENDORSEMENT_REQUESTED,
} from '../endorsements/endorsements.events.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import {
  MEMBER_INVITED,
  ORGANISATION_INFO_REQUESTED,
  ORGANISATION_VERIFIED,
} from '../organisations/organisations.events.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { TeamMails } from './team-mails.js';

/** Where each kind of organisation has its own pages. */
const HOMES: Readonly<Record<OrganisationKind, string>> = {
  local_authority: 'authority',
  hta: 'association',
  initiative_group: 'association',
  matching_funder: 'funder',
};

interface EndorsementFact {
  readonly endorsementId: string;
  readonly projectId: string;
  readonly organisationId: string;
}

/** What members of associations and town halls are told: N4 and the life of their organisation. */
@Injectable()
export class AssociationMails {
  constructor(
    events: Events,
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly organisations: OrganisationsService,
    private readonly endorsements: EndorsementsService,
    private readonly clock: Clock,
    private readonly team: TeamMails,
  ) {
    events.on(ENDORSEMENT_REQUESTED, 'notifications.tell-members-name-is-used', (tx, fact) =>
      this.toAssociation(tx, fact, 'endorsement.requested'),
    );
    events.on(ENDORSEMENT_CALLED, 'notifications.call-members-to-vote', (tx, fact) =>
      this.callToVote(tx, fact),
    );
    events.on(ENDORSEMENT_ACTIVATED, 'notifications.tell-of-endorsement', (tx, fact) =>
      this.tellEnd(tx, fact, 'endorsement.activated'),
    );
    events.on(ENDORSEMENT_REJECTED, 'notifications.tell-of-rejection', (tx, fact) =>
      this.tellEnd(tx, fact, 'endorsement.rejected'),
    );
    events.on(ENDORSEMENT_EXPIRED, 'notifications.tell-of-missed-quorum', (tx, fact) =>
      this.tellEnd(tx, fact, 'endorsement.expired'),
    );
    events.on(EXTENSION_ASKED, 'notifications.tell-associations-of-extension', (tx, fact) =>
      this.askForExtension(tx, fact),
    );
    events.on(MEMBER_INVITED, 'notifications.invite-member', (tx, { membershipId }) =>
      this.invite(tx, membershipId),
    );
    events.on(ORGANISATION_VERIFIED, 'notifications.tell-organisation-verified', (tx, fact) =>
      this.tellOrganisation(tx, fact.organisationId, 'organisation.verified'),
    );
    events.on(ORGANISATION_INFO_REQUESTED, 'notifications.ask-organisation', (tx, fact) =>
      this.tellOrganisation(tx, fact.organisationId, 'organisation.info-requested'),
    );
  }

  private async toAssociation(tx: Tx, fact: EndorsementFact, template: string): Promise<void> {
    const { name: association } = await this.organisations.getCard(tx, fact.organisationId);
    await this.team.toMembers(tx, fact.organisationId, fact.projectId, {
      eventKey: `${template}:${fact.endorsementId}`,
      template,
      path: `/association/endorsements/${fact.endorsementId}`,
      words: () => ({ association }),
    });
  }

  /** The second call has a mail of its own: the key names the call. */
  private async callToVote(tx: Tx, fact: EndorsementFact): Promise<void> {
    const calls = await this.endorsements.listOf(tx, fact.projectId);
    const call = calls.find(({ id }) => id === fact.endorsementId)?.callNumber ?? 1;
    const { name: association } = await this.organisations.getCard(tx, fact.organisationId);
    await this.team.toMembers(tx, fact.organisationId, fact.projectId, {
      eventKey: `endorsement.called:${fact.endorsementId}:${String(call)}`,
      template: 'endorsement.called',
      path: `/association/endorsements/${fact.endorsementId}`,
      words: () => ({ association }),
    });
  }

  private async tellEnd(tx: Tx, fact: EndorsementFact, template: string): Promise<void> {
    await this.toAssociation(tx, fact, template);
    const { name: association } = await this.organisations.getCard(tx, fact.organisationId);
    await this.team.toAuthority(tx, fact.projectId, {
      eventKey: `${template}:${fact.endorsementId}`,
      template,
      path: `/authority/projects/${fact.projectId}`,
      words: () => ({ association }),
    });
  }

  private async askForExtension(
    tx: Tx,
    { campaignId, projectId }: { campaignId: string; projectId: string },
  ): Promise<void> {
    for (const id of await this.endorsements.activeAssociationIds(tx, projectId)) {
      await this.team.toMembers(tx, id, projectId, {
        eventKey: `campaign.extension-asked:${campaignId}`,
        template: 'campaign.extension-asked',
        path: `/association/campaigns/${campaignId}/extension`,
      });
    }
  }

  private async invite(tx: Tx, membershipId: string): Promise<void> {
    const invitation = await this.accounts.invitationOf(tx, membershipId);
    if (invitation === null) return; // Confirmed or taken back meanwhile.
    const person = await this.accounts.findByEmail(tx, invitation.email);
    await this.mailer.send(tx, {
      eventKey: `member.invited:${membershipId}`,
      to: invitation.email,
      locale: person?.locale ?? 'ro',
      template: 'member.invited',
      params: { organisation: invitation.organisationName },
      path: person === null ? '/sign-up' : '/desk',
    });
  }

  private async tellOrganisation(tx: Tx, id: string, template: string): Promise<void> {
    const card = await this.organisations.getCard(tx, id);
    const people = await this.accounts.membersOf(tx, id, [
      'la_mayor',
      'hta_board',
      'matching_funder',
    ]);
    const day = (await this.clock.now(tx)).toISOString().slice(0, 10);
    const home = HOMES[card.kind];
    await this.team.to(tx, people, {
      eventKey: `${template}:${id}:${day}`,
      template,
      path: `/${home}/organisations/${id}`,
      words: () => ({ organisation: card.name }),
    });
  }
}
