import { Injectable } from '@nestjs/common';
import {
  ANSWER_BYTES_MAX,
  EVIDENCE_SLOTS,
  type EvidenceSlot,
  type WriteDisputeAnswerDto,
} from '@vatra/shared/contributions/dispute-answers.dto';
import type { Actor } from '../../../platform/actor.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { FilesService } from '../../files/files.service.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { AnswerDoor } from './answer-door.js';
import { AnswerFilesRepository } from './answer-files.repository.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';

interface Paper {
  readonly slot: EvidenceSlot;
  readonly fileId: string;
}

/** R51: an answer is written in as many steps as it takes; nobody writes over what they have not read. */
@Injectable()
export class WriteAnswer {
  constructor(
    private readonly door: AnswerDoor,
    private readonly answers: DisputeAnswersRepository,
    private readonly papers: AnswerFilesRepository,
    private readonly files: FilesService,
  ) {}

  /** @throws DisputeMissing, ContributionConflict, ContributionInvalid, FileNotUsable */
  async run(tx: Tx, actor: Actor, disputeId: string, dto: WriteDisputeAnswerDto): Promise<void> {
    await this.door.inTime(tx, disputeId);
    const papers = papersOf(dto);
    await this.requirePapers(tx, papers);
    const id = await this.keep(tx, actor, disputeId, dto);
    await this.papers.replace(tx, id, papers);
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    disputeId: string,
    { version, ...dto }: WriteDisputeAnswerDto,
  ): Promise<string> {
    const by = actor.personId ?? '';
    const { description, refundPolicy, explanation = null } = dto;
    const texts = { description, refundPolicy, explanation };
    const known = await this.answers.lockOfDispute(tx, disputeId);
    if (known === null) return this.begin(tx, actor, disputeId, { version, texts });
    if (known.state !== 'draft') throw new ContributionConflict('contributions.answer-sent');
    if (known.version !== version) throw new ContributionConflict('contributions.answer-changed');
    await this.answers.setWritten(tx, known.id, texts, by);
    return known.id;
  }

  private async begin(
    tx: Tx,
    actor: Actor,
    disputeId: string,
    {
      version,
      texts,
    }: { version: number; texts: Parameters<DisputeAnswersRepository['insert']>[2] },
  ): Promise<string> {
    const id = newId();
    const row = { id, disputeId, kind: 'evidence' } as const;
    const isFirst =
      version === 0 && (await this.answers.insert(tx, row, texts, actor.personId ?? ''));
    if (!isFirst) throw new ContributionConflict('contributions.answer-changed');
    await recordBirth(tx, { machine: 'dispute_answer', id, state: 'draft', actor });
    return id;
  }

  private async requirePapers(tx: Tx, papers: readonly Paper[]): Promise<void> {
    const ids = papers.map(({ fileId }) => fileId);
    await this.files.requireUsable(tx, ids, { purpose: 'dispute-evidence' });
    const views = await this.files.viewsOf(tx, ids);
    let bytes = 0;
    for (const { slot, fileId } of papers) {
      bytes += views.get(fileId)?.bytes ?? 0;
      if (bytes <= ANSWER_BYTES_MAX) continue;
      throw new ContributionInvalid('contributions.evidence-too-large', `/${slot}FileId`);
    }
  }
}

function papersOf(dto: WriteDisputeAnswerDto): Paper[] {
  return EVIDENCE_SLOTS.flatMap((slot) => {
    const fileId = dto[`${slot}FileId`];
    return fileId === undefined ? [] : [{ slot, fileId }];
  });
}
