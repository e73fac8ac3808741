import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { ProjectConcernsRepository } from './project-concerns.repository.js';

/** R40, R98: that somebody looks into a serious concern about a project; what it says stays with who told. */
@Injectable()
export class ProjectConcernsService {
  constructor(private readonly concerns: ProjectConcernsRepository) {}

  /** Safe to call again. */
  open(tx: Tx, projectId: string, concernId: string): Promise<void> {
    return this.concerns.open(tx, projectId, concernId);
  }

  /** Safe to call again. */
  close(tx: Tx, concernId: string): Promise<void> {
    return this.concerns.close(tx, concernId);
  }

  /** Since when the oldest that is open stands; null when none is. */
  openSince(tx: Tx, projectId: string): Promise<Date | null> {
    return this.concerns.openSince(tx, projectId);
  }
}
