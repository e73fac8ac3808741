import { Injectable } from '@nestjs/common';
import type {
  CommitmentEvidenceDto,
  DecideDto,
  DeclareCommitmentDto,
  WithdrawCommitmentDto,
} from '@vatra/shared/matching/commitments.dto';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { limitOf, pageOf, positionOf } from '../../../platform/paging/cursor.js';
import { FilesService } from '../../files/files.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { decidedSums, evidencedSums } from './cofinancing.policy.js';
import { CommitCofinancing } from './commit-cofinancing.js';
import { commitmentView } from './commitment.presenter.js';
import type { CofinancingSums, CommitmentRecord } from './commitment.record.js';
import { CommitmentMissing } from './commitments.errors.js';
import { CommitmentsRepository } from './commitments.repository.js';
import { WithdrawCommitment } from './withdraw-commitment.js';

export type { CofinancingSums } from './commitment.record.js';

/** Co-financing by the local authority, outside the platform but in its books. */
@Injectable()
export class CommitmentsService {
  constructor(
    private readonly database: Database,
    private readonly commitments: CommitmentsRepository,
    private readonly committing: CommitCofinancing,
    private readonly withdrawing: WithdrawCommitment,
    private readonly projects: ProjectsService,
    private readonly files: FilesService,
  ) {}

  /** What councils have decided for the project, accepted by a reviewer. */
  async decidedTotal(tx: Tx, projectId: string): Promise<CofinancingSums> {
    return decidedSums(await this.commitments.listOfProject(tx, projectId));
  }

  /** What of it is proved. */
  async evidencedTotal(tx: Tx, projectId: string): Promise<CofinancingSums> {
    return evidencedSums(await this.commitments.listOfProject(tx, projectId));
  }

  async listOf(tx: Tx, projectId: string): Promise<CommitmentView[]> {
    return this.present(tx, await this.commitments.listOfProject(tx, projectId));
  }

  /** The works are accepted: what is fully proved is confirmed. */
  async confirmAll(tx: Tx, projectId: string, actor: Actor): Promise<void> {
    for (const commitment of await this.commitments.listOfProject(tx, projectId)) {
      if (commitment.state !== 'evidenced') continue;
      await this.commitments.move(tx, commitment, 'confirmed', { actor });
    }
  }

  /** @throws CommitmentConflict, CommitmentInvalid */
  declare(
    projectId: string,
    declared: DeclareCommitmentDto,
    actor: Actor,
  ): Promise<Page<CommitmentView>> {
    return this.database.inTransaction(async (tx) => {
      await this.committing.declare(tx, projectId, declared, actor);
      return { items: await this.listOf(tx, projectId), next: null };
    });
  }

  /** @throws ProjectMissing for a project this person may not see */
  ofProject(projectId: string, actor: Actor): Promise<Page<CommitmentView>> {
    return this.database.inTransaction(async (tx) => {
      await this.projects.file(tx, projectId, actor);
      return { items: await this.listOf(tx, projectId), next: null };
    });
  }

  reviewQueue(query: PageQuery): Promise<Page<CommitmentView>> {
    return this.database.inTransaction(async (tx) => {
      const limit = limitOf(query);
      const rows = await this.commitments.listToReview(tx, positionOf(query.cursor), limit + 1);
      const page = pageOf(rows, limit, ({ declaredAt, id }) => ({ at: declaredAt, id }));
      return { items: await this.present(tx, page.items), next: page.next };
    });
  }

  /** @throws CommitmentConflict, OwnAuthority */
  decide(id: string, verdict: DecideDto, actor: Actor): Promise<CommitmentView> {
    return this.answering((tx) => this.committing.decide(tx, id, verdict, actor));
  }

  /** @throws CommitmentConflict, CommitmentInvalid */
  withdraw(id: string, dto: WithdrawCommitmentDto, actor: Actor): Promise<CommitmentView> {
    return this.answering((tx) => this.withdrawing.run(tx, id, dto, actor));
  }

  /** @throws CommitmentConflict */
  offerEvidence(id: string, offered: CommitmentEvidenceDto, actor: Actor): Promise<CommitmentView> {
    return this.answering((tx) => this.committing.offerEvidence(tx, id, offered, actor));
  }

  /** @throws CommitmentConflict, OwnAuthority */
  decideEvidence(id: string, verdict: DecideDto, actor: Actor): Promise<CommitmentView> {
    return this.answering((tx) => this.committing.decideEvidence(tx, id, verdict, actor));
  }

  private answering(work: (tx: Tx) => Promise<CommitmentRecord>): Promise<CommitmentView> {
    return this.database.inTransaction(async (tx) => {
      const { id } = await work(tx);
      const [view] = await this.present(tx, [await this.commitments.get(tx, id)]);
      if (view === undefined) throw new CommitmentMissing();
      return view;
    });
  }

  private async present(
    tx: Tx,
    commitments: readonly CommitmentRecord[],
  ): Promise<CommitmentView[]> {
    const evidence = await this.commitments.evidenceOf(
      tx,
      commitments.map(({ id }) => id),
    );
    const withdrawals = await this.commitments.withdrawalsOf(
      tx,
      commitments.map(({ id }) => id),
    );
    const files = await this.files.viewsOf(tx, [
      ...commitments.map(({ fileId }) => fileId),
      ...withdrawals.map(({ fileId }) => fileId),
      ...evidence.map(({ fileId }) => fileId),
    ]);
    return commitments.map((commitment) =>
      commitmentView(commitment, { evidence, withdrawals, files }),
    );
  }
}
