import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { GrievanceState } from '@vatra/shared/voice/grievance.states';
import type { GrievanceRowView } from '@vatra/shared/voice/grievances.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ReadGrievances } from './read-grievances.js';

const STEPS: Partial<Record<GrievanceState, string>> = {
  received: 'acknowledge',
  acknowledged: 'triage',
  triaged: 'investigate',
  investigating: 'decide',
};

/** R94, R95: the officer's next step of each case, by its due date. */
@Injectable()
export class GrievanceDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly clock: Clock,
    private readonly reader: ReadGrievances,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('grievance_officer')) return [];
    const now = await this.clock.now(tx);
    const rows = await this.reader.queue(tx, actor);
    return rows.filter(({ mayHandle }) => mayHandle).flatMap((row) => dutyOf(row, now));
  }
}

function dutyOf(row: GrievanceRowView, now: Date): DutyView[] {
  const step = STEPS[row.state];
  if (step === undefined || row.dueAt === null) return [];
  return [
    {
      kind: `duty.voice.${step}`,
      subjectId: row.id,
      title: row.project.title,
      params: {},
      dueAt: row.dueAt,
      path: `/grievances/${row.id}`,
      urgency: urgencyOf(new Date(row.dueAt), now),
    },
  ];
}
