import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectListsRepository } from './project-lists.repository.js';

const OPEN_PHASES = ['preparing', 'collecting', 'building'] as const;

/** Pushes down to a place how many public projects it has (ruling 32). */
@Injectable()
export class CountPlace {
  constructor(
    private readonly lists: ProjectListsRepository,
    private readonly places: PlacesService,
  ) {}

  async count(tx: Tx, placeId: string): Promise<void> {
    const phases = await this.lists.countByPhase(tx, placeId);
    const total = [...phases.values()].reduce((sum, projects) => sum + projects, 0);
    const open = OPEN_PHASES.reduce((sum, phase) => sum + (phases.get(phase) ?? 0), 0);
    await this.places.recordProjects(tx, placeId, { open, total });
  }
}
