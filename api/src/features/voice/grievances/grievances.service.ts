import { Injectable } from '@nestjs/common';
import type { FileGrievanceDto } from '@vatra/shared/voice/grievances.dto';
import type {
  GrievanceCaseView,
  GrievanceRowView,
  GrievanceView,
} from '@vatra/shared/voice/grievances.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CloseGrievance } from './close-grievance.js';
import { FileGrievance } from './file-grievance.js';
import { HandleGrievance } from './handle-grievance.js';
import { ReadGrievances } from './read-grievances.js';

/** Complaints, concerns and reports of wrongdoing about a project (R93 to R98). */
@Injectable()
export class GrievancesService {
  constructor(
    private readonly database: Database,
    private readonly filing: FileGrievance,
    private readonly handling: HandleGrievance,
    private readonly closing: CloseGrievance,
    private readonly reader: ReadGrievances,
  ) {}

  /** @throws ProjectMissing, CodeTaken, HttpRefusal http.too-many-requests */
  file(slug: string, wish: FileGrievanceDto, address: string): Promise<GrievanceView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.filing.file(tx, slug, wish, address);
      return this.reader.ofFiled(tx, id);
    });
  }

  /** @throws CodeUnknown */
  read(code: string): Promise<GrievanceView> {
    return this.database.inTransaction((tx) => this.reader.byCode(tx, code));
  }

  /** @throws CodeUnknown, GrievanceNotInState */
  accept(code: string): Promise<GrievanceView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.closing.accept(tx, code);
      return this.reader.ofFiled(tx, id);
    });
  }

  queue(actor: Actor): Promise<GrievanceRowView[]> {
    return this.database.inTransaction((tx) => this.reader.queue(tx, actor));
  }

  /** @throws GrievanceMissing, OwnCase */
  get(actor: Actor, id: string): Promise<GrievanceCaseView> {
    return this.database.inTransaction((tx) => this.reader.get(tx, actor, id));
  }

  /** One of the officer's steps, and the case as it stands after it. */
  step(
    actor: Actor,
    id: string,
    take: (handling: HandleGrievance, tx: Tx) => Promise<void>,
  ): Promise<GrievanceCaseView> {
    return this.database.inTransaction(async (tx) => {
      await take(this.handling, tx);
      return this.reader.get(tx, actor, id);
    });
  }
}
