import { Injectable } from '@nestjs/common';
import type { HomeView } from '@vatra/shared/publishing/publishing.views';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { ProjectCards } from './project-cards.js';
import { Totals } from './totals.js';

const CARDS = 6;
const LATEST_ENTRIES = 5;

/** The first page: what is collecting, what was finished, and totals one can check in the books. */
@Injectable()
export class HomePage {
  constructor(
    private readonly projects: ProjectsService,
    private readonly cards: ProjectCards,
    private readonly ledger: LedgerService,
    private readonly totals: Totals,
  ) {}

  async of(tx: Tx): Promise<HomeView> {
    const collecting = await this.projects.listPublic(tx, { phase: 'collecting', limit: CARDS });
    const finished = await this.projects.listPublic(tx, { phase: 'finished', limit: CARDS });
    return {
      totals: await this.totals.of(tx),
      collecting: await this.cards.of(tx, collecting.items),
      finished: await this.cards.of(tx, finished.items),
      latestEntries: await this.latestEntries(tx),
    };
  }

  private async latestEntries(tx: Tx): Promise<HomeView['latestEntries']> {
    const entries = await this.ledger.latest(tx, { limit: LATEST_ENTRIES });
    const ids = entries.flatMap(({ projectId }) => projectId ?? []);
    const projects = await this.projects.listByIds(tx, ids);
    return entries.map((entry) => {
      const project = projects.get(entry.projectId ?? '');
      return {
        ...entry,
        projectSlug: project?.slug ?? null,
        projectTitle: project?.title ?? null,
      };
    });
  }
}
