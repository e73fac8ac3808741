import { Injectable } from '@nestjs/common';
import type { HomeView } from '@vatra/shared/publishing/publishing.views';
import type { Tx } from '../../platform/database/tx.js';
import { ProjectsService } from '../projects/projects.service.js';
import { Books } from './books.js';
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
    private readonly books: Books,
    private readonly totals: Totals,
  ) {}

  async of(tx: Tx): Promise<HomeView> {
    const collecting = await this.projects.listPublic(tx, { phase: 'collecting', limit: CARDS });
    const finished = await this.projects.listPublic(tx, { phase: 'finished', limit: CARDS });
    return {
      totals: await this.totals.of(tx),
      collecting: await this.cards.of(tx, collecting.items),
      finished: await this.cards.of(tx, finished.items),
      latestEntries: await this.books.latest(tx, LATEST_ENTRIES),
    };
  }
}
