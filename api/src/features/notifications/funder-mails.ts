import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/outbox/events.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { MATCHING_FUND_ASKED } from '../matching/matching.events.js';
import { ProjectsService } from '../projects/projects.service.js';
import { TeamMails } from './team-mails.js';

/** What people of matching funds are told: a project they matched is theirs to decide about (R78, R79). */
@Injectable()
export class FunderMails {
  constructor(
    events: Events,
    private readonly accounts: AccountsService,
    private readonly projects: ProjectsService,
    private readonly team: TeamMails,
  ) {
    events.on(MATCHING_FUND_ASKED, 'notifications.ask-funder', async (tx, fact) => {
      const people = await this.accounts.membersOf(tx, fact.organisationId, ['matching_funder']);
      const { title } = await this.projects.get(tx, fact.projectId);
      await this.team.to(tx, people, {
        eventKey: `funder.asked-${fact.reason}:${fact.questionId}`,
        template: `funder.asked-${fact.reason}`,
        path: `/funder/funds/${fact.fundId}`,
        words: (locale) => ({ project: title[locale] }),
      });
    });
  }
}
