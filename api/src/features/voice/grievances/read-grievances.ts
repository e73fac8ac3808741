import { Injectable } from '@nestjs/common';
import type {
  GrievanceCaseView,
  GrievanceRowView,
  GrievanceView,
} from '@vatra/shared/voice/grievances.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { CodeUnknown, GrievanceMissing } from '../voice.errors.js';
import { GrievanceDistance } from './grievance-distance.js';
import { GrievanceKeys } from './grievance-keys.js';
import { caseView, grievanceView, rowView } from './grievance.presenter.js';
import { GrievancesRepository } from './grievances.repository.js';

/** For whoever holds the code the state and the answers; for the officer the case. */
@Injectable()
export class ReadGrievances {
  constructor(
    private readonly grievances: GrievancesRepository,
    private readonly keys: GrievanceKeys,
    private readonly distance: GrievanceDistance,
    private readonly projects: ProjectsService,
  ) {}

  /** @throws CodeUnknown */
  async byCode(tx: Tx, code: string): Promise<GrievanceView> {
    const grievance = await this.grievances.findByCode(tx, this.keys.codeHash(code));
    if (grievance === null) throw new CodeUnknown();
    return grievanceView(grievance, await this.projects.get(tx, grievance.projectId));
  }

  async ofFiled(tx: Tx, id: string): Promise<GrievanceView> {
    const grievance = await this.grievances.find(tx, id);
    if (grievance === null) throw new GrievanceMissing();
    return grievanceView(grievance, await this.projects.get(tx, grievance.projectId));
  }

  /** Those that are open, the most urgent first. */
  async queue(tx: Tx, actor: Actor): Promise<GrievanceRowView[]> {
    const open = await this.grievances.listOpen(tx);
    const projects = await this.projects.listByIds(tx, [
      ...new Set(open.map(({ projectId }) => projectId)),
    ]);
    const rows: GrievanceRowView[] = [];
    for (const grievance of open) {
      const project = projects.get(grievance.projectId);
      if (project === undefined) continue;
      rows.push(rowView(grievance, project, await this.distance.isKept(tx, grievance, actor)));
    }
    return rows.sort((a, b) => (a.dueAt ?? LAST).localeCompare(b.dueAt ?? LAST));
  }

  /** @throws GrievanceMissing, OwnCase */
  async get(tx: Tx, actor: Actor, id: string): Promise<GrievanceCaseView> {
    const grievance = await this.grievances.find(tx, id);
    const words = grievance === null ? null : await this.grievances.wordsOf(tx, id);
    if (grievance === null || words === null) throw new GrievanceMissing();
    await this.distance.require(tx, grievance, actor);
    const { textSealed, contactSealed } = words;
    return caseView(grievance, await this.projects.get(tx, grievance.projectId), {
      text: this.keys.open(textSealed),
      contactEmail: contactSealed === null ? null : this.keys.open(contactSealed),
    });
  }
}

/** Sorts what is due to nobody behind every date. */
const LAST = '9999';
