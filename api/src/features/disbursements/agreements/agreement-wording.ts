import { Injectable } from '@nestjs/common';
import type { Localized } from '@vatra/shared/localized.dto';
import { Config } from '../../../platform/config/config.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { agreementText, type AgreementFacts } from './agreement-text.js';

type Terms = Omit<AgreementFacts, 'operatorName' | 'authorityName' | 'projectTitle'> & {
  readonly projectId: string;
};

/** The text of an agreement, with the names of those it binds. */
@Injectable()
export class AgreementWording {
  constructor(
    private readonly config: Config,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
  ) {}

  async of(tx: Tx, { projectId, ...terms }: Terms): Promise<Localized> {
    const project = await this.projects.get(tx, projectId);
    const authority = await this.organisations.getCard(tx, project.leadOrganisationId);
    return agreementText({
      ...terms,
      operatorName: this.config.operatorName,
      authorityName: authority.name,
      projectTitle: project.title,
    });
  }
}
