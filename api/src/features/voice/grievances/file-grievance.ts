import { Injectable } from '@nestjs/common';
import type { FileGrievanceDto } from '@vatra/shared/voice/grievances.dto';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { HttpRefusal } from '../../../platform/http/app-error.js';
import { newId } from '../../../platform/ids/ids.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { CodeTaken } from '../voice.errors.js';
import { acknowledgeBy, decideBy } from './deadlines.policy.js';
import { GrievanceKeys } from './grievance-keys.js';
import { GrievancesRepository } from './grievances.repository.js';

/** A public computer of a library is many people; more than these in an hour are a machine. */
const FILINGS_PER_HOUR = 10;

/** R93: by anyone, without an account and without a name. Who files is not kept, even when signed in. */
@Injectable()
export class FileGrievance {
  constructor(
    private readonly grievances: GrievancesRepository,
    private readonly keys: GrievanceKeys,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {}

  /** @throws ProjectMissing, CodeTaken, HttpRefusal http.too-many-requests */
  async file(tx: Tx, slug: string, wish: FileGrievanceDto, address: string): Promise<string> {
    const project = await this.projects.getPublic(tx, slug);
    const before = await this.grievances.noteFiling(tx, this.keys.visitorHash(address));
    if (before >= FILINGS_PER_HOUR) throw new HttpRefusal('http.too-many-requests');
    const filedAt = await this.clock.now(tx);
    const { category, locale, contactEmail } = wish;
    const id = newId();
    const isNew = await this.grievances.insert(tx, {
      id,
      codeHash: this.keys.codeHash(wish.code),
      projectId: project.id,
      category,
      locale,
      textSealed: this.keys.seal(wish.text),
      contactSealed: contactEmail === undefined ? null : this.keys.seal(contactEmail),
      filedAt,
      acknowledgeBy: acknowledgeBy(filedAt, category, project),
      decideBy: decideBy(filedAt, category, project),
    });
    if (!isNew) throw new CodeTaken();
    // Not the person who happens to be signed in: nothing leads back to them.
    await recordBirth(tx, { machine: 'grievance', id, state: 'received', actor: SYSTEM });
    return id;
  }
}
