import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { ReviewProjectDto } from '@vatra/shared/projects/project-review.dto';
import type { ProjectSection, StartProjectDto } from '@vatra/shared/projects/projects.dto';
import type { ProjectFileView, ProjectRowView } from '@vatra/shared/projects/projects.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { ListProjects } from './list-projects.js';
import { ProjectFile } from './project-file.js';
import type { SectionContents } from './project.record.js';
import { ReviewProject } from './review-project.js';
import { SubmitProject } from './submit-project.js';
import { WriteProject } from './write-project.js';

/** The verbs of authors and reviewers, one transaction each; all answer with the file as it is now. */
@Injectable()
export class ProjectDesk {
  constructor(
    private readonly database: Database,
    private readonly writing: WriteProject,
    private readonly submitting: SubmitProject,
    private readonly reviewing: ReviewProject,
    private readonly fileView: ProjectFile,
    private readonly lists: ListProjects,
  ) {}

  start(draft: StartProjectDto, actor: Actor): Promise<ProjectFileView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.writing.start(tx, draft, actor);
      return this.fileView.of(tx, id, actor);
    });
  }

  save<Section extends ProjectSection>(
    key: { readonly projectId: string; readonly section: Section },
    content: SectionContents[Section],
    actor: Actor,
  ): Promise<ProjectFileView> {
    return this.answering(key.projectId, actor, (tx) => this.writing.save(tx, key, content, actor));
  }

  submit(id: string, actor: Actor): Promise<ProjectFileView> {
    return this.answering(id, actor, (tx) => this.submitting.submit(tx, id, actor));
  }

  relaunch(id: string, actor: Actor): Promise<ProjectFileView> {
    return this.answering(id, actor, (tx) => this.submitting.relaunch(tx, id, actor));
  }

  review(id: string, review: ReviewProjectDto, actor: Actor): Promise<ProjectFileView> {
    return this.answering(id, actor, (tx) => this.reviewing.review(tx, id, review, actor));
  }

  file(id: string, actor: Actor): Promise<ProjectFileView> {
    return this.database.inTransaction((tx) => this.fileView.of(tx, id, actor));
  }

  mine(query: PageQuery, actor: Actor): Promise<Page<ProjectRowView>> {
    return this.database.inTransaction((tx) => this.lists.mine(tx, query, actor));
  }

  reviewQueue(query: PageQuery): Promise<Page<ProjectRowView>> {
    return this.database.inTransaction((tx) => this.lists.underReview(tx, query));
  }

  private answering(
    id: string,
    actor: Actor,
    work: (tx: Tx) => Promise<void>,
  ): Promise<ProjectFileView> {
    return this.database.inTransaction(async (tx) => {
      await work(tx);
      return this.fileView.of(tx, id, actor);
    });
  }
}
