import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations, type OperationContext } from '../../../platform/operations/operations.js';
import {
  DisputesGateway,
  type NewEvidenceFile,
} from '../../../platform/stripe/disputes.gateway.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import { FilesService } from '../../files/files.service.js';
import { AnswerFilesRepository } from './answer-files.repository.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';
import { GiveBackAnswer } from './give-back-answer.js';
import { SendAnswer } from './send-answer.js';

const UPLOAD = 'contributions.upload-evidence';
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

interface UploadRequest {
  readonly paperId: string;
}

/** The papers go first, each a call of its own; the answer names them by what the provider calls them. */
@Injectable()
export class UploadPapers {
  constructor(
    private readonly database: Database,
    private readonly answers: DisputeAnswersRepository,
    private readonly papers: AnswerFilesRepository,
    private readonly sending: SendAnswer,
    private readonly givingBack: GiveBackAnswer,
    private readonly files: FilesService,
    private readonly gateway: DisputesGateway,
    private readonly operations: Operations,
  ) {
    this.operations.register<UploadRequest, string>({
      name: UPLOAD,
      call: (request, context) => this.upload(request, context),
      ask: (request) => this.find(request),
      apply: (tx, { subjectId }, stripeFileId) => this.uploaded(tx, subjectId, stripeFileId),
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  async begin(tx: Tx, answerId: string): Promise<void> {
    const papers = await this.papers.listOf(tx, answerId);
    const missing = papers.filter(({ stripeFileId }) => stripeFileId === null);
    for (const { id } of missing) await this.request(tx, answerId, id);
    if (missing.length === 0) await this.sending.request(tx, answerId);
  }

  private async request(tx: Tx, answerId: string, paperId: string): Promise<void> {
    const version = await this.answers.nextAttempt(tx, answerId);
    const intent = { subjectId: paperId, request: { paperId }, version };
    await this.operations.request(tx, { name: UPLOAD }, intent);
  }

  private async upload({ paperId }: UploadRequest, { key }: OperationContext): Promise<string> {
    return this.gateway.upload(await this.read(paperId), key);
  }

  /** Nothing is sent before the answer was written, and its paper keeps its name. */
  private async find({ paperId }: UploadRequest): Promise<string | null> {
    const { name } = await this.read(paperId);
    const since = await this.database.look((tx) => this.papers.writtenAtOf(tx, paperId));
    return since === null ? null : this.gateway.findUpload(name, since);
  }

  private read(paperId: string): Promise<NewEvidenceFile> {
    return this.database.inTransaction(async (tx) => {
      const paper = await this.papers.find(tx, paperId);
      if (paper === null) throw new Error(`no paper ${paperId}`);
      const view = (await this.files.viewsOf(tx, [paper.fileId])).get(paper.fileId);
      const mediaType = view?.mediaType ?? 'application/pdf';
      const name = `${paperId}.${ENDINGS[mediaType] ?? 'pdf'}`;
      return { name, mediaType, bytes: await this.files.originalOf(tx, paper.fileId) };
    });
  }

  /** Under the lock of the answer: the last of several papers that arrive at once sends it. */
  private async uploaded(tx: Tx, paperId: string, stripeFileId: string): Promise<void> {
    const paper = await this.papers.find(tx, paperId);
    if (paper === null) return;
    const { id, state } = await this.answers.lock(tx, paper.answerId);
    await this.papers.setUploaded(tx, paperId, stripeFileId);
    if (state !== 'sending') return;
    const papers = await this.papers.listOf(tx, id);
    if (papers.every((one) => one.stripeFileId !== null)) await this.sending.request(tx, id);
  }

  private async refused(tx: Tx, paperId: string, code: string): Promise<void> {
    const paper = await this.papers.find(tx, paperId);
    if (paper === null) return;
    // A file that nobody names does nothing: sent under another key it is at worst there twice.
    if (code === STORED_FAILURE) await this.request(tx, paper.answerId, paperId);
    else await this.givingBack.run(tx, paper.answerId, code);
  }
}
