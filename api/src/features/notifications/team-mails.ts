import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccountsService, type Person } from '../accounts/accounts.service.js';
import { ProjectsService } from '../projects/projects.service.js';

/** A mail to several people who work on one thing. */
export interface TeamMail {
  readonly eventKey: string;
  readonly template: string;
  readonly path: string;
  readonly words?: (locale: Locale) => Readonly<Record<string, string | number>>;
}

const AUTHORITY: readonly OrganisationRole[] = ['la_mayor', 'la_focal_point'];

/** Writes one mail to each member of an organisation or each named person, in their language. */
@Injectable()
export class TeamMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly projects: ProjectsService,
  ) {}

  /** To those of the authority who lead the project; `{project}` is its title. */
  async toAuthority(tx: Tx, projectId: string, mail: TeamMail): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    const people = await this.accounts.membersOf(tx, project.leadOrganisationId, AUTHORITY);
    await this.to(tx, people, withProject(mail, project.title));
  }

  async toMembers(tx: Tx, organisationId: string, projectId: string, mail: TeamMail) {
    const project = await this.projects.get(tx, projectId);
    const people = await this.accounts.membersOf(tx, organisationId);
    await this.to(tx, people, withProject(mail, project.title));
  }

  async toPerson(tx: Tx, personId: string, projectId: string, mail: TeamMail): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    await this.to(tx, [await this.accounts.get(tx, personId)], withProject(mail, project.title));
  }

  async to(tx: Tx, people: readonly Person[], mail: TeamMail): Promise<void> {
    const { eventKey, template, path, words } = mail;
    for (const { email, locale, name } of people) {
      const params = { name, ...words?.(locale) };
      await this.mailer.send(tx, { eventKey, to: email, locale, template, params, path });
    }
  }
}

function withProject(mail: TeamMail, title: Readonly<Record<Locale, string>>): TeamMail {
  return { ...mail, words: (locale) => ({ project: title[locale], ...mail.words?.(locale) }) };
}
