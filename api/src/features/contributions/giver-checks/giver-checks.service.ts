import { Injectable } from '@nestjs/common';
import type {
  DecideGiverDto,
  ImportSanctionListDto,
} from '@vatra/shared/contributions/giver-checks.dto';
import type { GiverDeskView } from '@vatra/shared/contributions/giver-checks.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { DecideGiver } from './decide-giver.js';
import { ImportSanctions } from './import-sanctions.js';
import { ReadChecks } from './read-checks.js';

/** R43: finance looks at who gives much, before it is paid. */
@Injectable()
export class GiverChecksService {
  constructor(
    private readonly database: Database,
    private readonly deciding: DecideGiver,
    private readonly importing: ImportSanctions,
    private readonly reading: ReadChecks,
  ) {}

  desk(actor: Actor): Promise<GiverDeskView> {
    return this.database.look((tx) => this.reading.desk(tx, actor));
  }

  decide(actor: Actor, id: string, dto: DecideGiverDto): Promise<GiverDeskView> {
    return this.database.inTransaction(async (tx) => {
      await this.deciding.decide(tx, actor, id, dto);
      return this.reading.desk(tx, actor);
    });
  }

  async import(actor: Actor, { fileId }: ImportSanctionListDto): Promise<GiverDeskView> {
    await this.importing.run(actor, fileId);
    return this.desk(actor);
  }
}
