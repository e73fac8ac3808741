import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { ProjectPurpose } from './project.record.js';
import { ProjectsRepository } from './projects.repository.js';
import { SectionsRepository } from './sections.repository.js';
import { WriteProject } from './write-project.js';

/** R78: what the money of a project is for, and what it is for from now on. */
@Injectable()
export class ProjectPurposeService {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly sections: SectionsRepository,
    private readonly writing: WriteProject,
  ) {}

  /** What will be built is empty while nothing is written. @throws ProjectMissing */
  async of(tx: Tx, id: string): Promise<ProjectPurpose> {
    const { title } = await this.projects.get(tx, id);
    const { need } = await this.sections.contentsOf(tx, id);
    return { title, solution: need?.solution ?? { ro: '', en: '' } };
  }

  /** The caller keeps what it was for. */
  change(tx: Tx, id: string, purpose: ProjectPurpose): Promise<void> {
    return this.writing.changePurpose(tx, id, purpose);
  }
}
