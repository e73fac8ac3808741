import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { ProjectsService } from '../../projects/projects.service.js';

/**
 * R80: what a finished project has left, its authority's returns included. Matching goes back to its
 * funds; the rest is kept for repairs of what was built, which is what every campaign promises today.
 */
@Injectable()
export class KeepLeftover {
  constructor(
    private readonly projects: ProjectsService,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
  ) {}

  /** `cause` is what brought the money: the end of the project, or a payment that came back later. */
  async whenOver(tx: Tx, projectId: string, cause: string): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state !== 'closed') return;
    await this.matching.returnLeftover(tx, projectId, cause);
    const fund = { code: '2100', subjectId: projectId };
    const leftMinor = await this.ledger.balance(tx, fund);
    if (leftMinor <= 0) return;
    await this.ledger.post(tx, {
      kind: 'L22',
      purposeKey: `L22:reserve:${cause}`,
      subject: { kind: 'project', id: projectId },
      projectId,
      lines: [
        { account: fund, debitMinor: leftMinor },
        { account: { code: '2160', subjectId: projectId }, creditMinor: leftMinor },
      ],
    });
  }
}
