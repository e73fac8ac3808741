import { Injectable } from '@nestjs/common';
import type { LedgerEntryView } from '@vatra/shared/ledger/ledger.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { NamedEntryView } from '@vatra/shared/publishing/publishing.views';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectsService } from '../projects/projects.service.js';

/** Lines of the books with the name of their project: the ledger below knows only its id. */
@Injectable()
export class Books {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly projects: ProjectsService,
    private readonly places: PlacesService,
  ) {}

  async latest(tx: Tx, limit: number): Promise<NamedEntryView[]> {
    return this.named(tx, await this.ledger.latest(tx, { limit }));
  }

  async page(asked: { cursor?: string; limit: number }): Promise<Page<NamedEntryView>> {
    const { items, next } = await this.ledger.pageOfAll(asked);
    return { items: await this.database.look((tx) => this.named(tx, items)), next };
  }

  private async named(tx: Tx, entries: readonly LedgerEntryView[]): Promise<NamedEntryView[]> {
    const ids = entries.flatMap(({ projectId }) => projectId ?? []);
    const projects = await this.projects.listByIds(tx, [...new Set(ids)]);
    const towns = await this.places.listByIds(
      tx,
      [...projects.values()].map(({ placeId }) => placeId),
    );
    return entries.map((entry) => {
      const project = projects.get(entry.projectId ?? '');
      if (project === undefined) return { ...entry, project: null };
      const { slug, title, placeId } = project;
      return { ...entry, project: { slug, title, town: towns.get(placeId)?.name ?? '' } };
    });
  }
}
