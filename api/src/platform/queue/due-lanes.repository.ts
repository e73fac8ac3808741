import { Injectable } from '@nestjs/common';
import { sql } from '../database/manager.js';
import type { Tx } from '../database/tx.js';
import type { Lane } from './lanes.js';

@Injectable()
export class DueLanesRepository {
  /** Those of the lanes that have something due or being worked on, found in one statement. */
  async due(tx: Tx, lanes: readonly Lane[]): Promise<Lane[]> {
    const questions = lanes.map(({ dueWhen }) => `coalesce((${dueWhen}), false)`);
    const [row] = await sql<{ due: boolean[] }>(
      tx,
      `SELECT ARRAY[${questions.join(', ')}]::boolean[] AS due`,
    );
    return lanes.filter((_, index) => row?.due[index] === true);
  }
}
