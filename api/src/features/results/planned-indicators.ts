import { Injectable } from '@nestjs/common';
import type { IndicatorDto } from '@vatra/shared/projects/projects.dto';
import type { IndicatorValueDto } from '@vatra/shared/results/results.dto';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { derivedId } from '../../platform/ids/ids.js';
import { ProjectsService } from '../projects/projects.service.js';
import { valueProblem } from './indicators.policy.js';
import { IndicatorsMissing, ValueRefused } from './results.errors.js';

export interface Indicator extends IndicatorDto {
  readonly id: string;
}

/** The indicators of a project's plan, frozen since its campaign; their place in it gives the id. */
@Injectable()
export class PlannedIndicators {
  constructor(
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {}

  async of(tx: Tx, projectId: string): Promise<Indicator[]> {
    const planned = await this.projects.indicatorsOf(tx, projectId);
    return planned.map((indicator, index) => ({
      ...indicator,
      id: derivedId(projectId, `indicator/${String(index)}`),
    }));
  }

  /** @throws ValueRefused, IndicatorsMissing */
  async requireSound(
    tx: Tx,
    projectId: string,
    values: readonly IndicatorValueDto[],
    kinds: readonly IndicatorDto['kind'][],
  ): Promise<void> {
    const today = (await this.clock.now(tx)).toISOString().slice(0, 10);
    const problem = valueProblem(await this.of(tx, projectId), values, { kinds, today });
    if (problem === null) return;
    if (problem.kind === 'missing') throw new IndicatorsMissing(problem.count);
    const word =
      problem.kind === 'unknown' ? 'results.indicator-unknown' : 'results.measured-in-future';
    throw new ValueRefused(word, problem.index);
  }
}
