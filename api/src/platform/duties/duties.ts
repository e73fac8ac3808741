import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../actor.js';
import type { Tx } from '../database/tx.js';

/** Answers what one person is asked to do in one feature; bounded by the feature itself. */
export interface DutySource {
  of(tx: Tx, actor: Actor): Promise<readonly DutyView[]>;
}

const DUTIES_MAX = 50;

/** Gathers the duties that features above the accounts tell of, without knowing the features. */
@Injectable()
export class Duties {
  private readonly sources: DutySource[] = [];

  add(source: DutySource): void {
    this.sources.push(source);
  }

  /** The most urgent first: by due time, what has none last. */
  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const found: DutyView[] = [];
    for (const source of this.sources) found.push(...(await source.of(tx, actor)));
    return found
      .sort((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999'))
      .slice(0, DUTIES_MAX);
  }
}
