import { Injectable } from '@nestjs/common';
import type {
  RefundClaimRowView,
  RefundPaymentFileView,
} from '@vatra/shared/contributions/refund-claims.views';
import { money } from '@vatra/shared/money';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ContributionMissing } from '../contributions.errors.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { ClaimFilesRepository, type ClaimFile } from './claim-files.repository.js';
import type { ClaimRecord } from './claim.record.js';
import { ClaimsRepository } from './claims.repository.js';

/** What finance sees of refunds on accounts: whom to pay next, and the files for the bank. */
@Injectable()
export class ReadClaims {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimsRepository,
    private readonly files: ClaimFilesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly projects: ProjectsService,
    private readonly rail: BankTransferRail,
  ) {}

  given(): Promise<RefundClaimRowView[]> {
    return this.database.look(async (tx) => this.present(tx, await this.claims.listGiven(tx)));
  }

  listFiles(): Promise<RefundPaymentFileView[]> {
    return this.database.look(async (tx) => {
      const files = await this.files.listLatest(tx);
      const claims = await this.claims.listByIds(
        tx,
        files.map(({ claimId }) => claimId),
      );
      const states = new Map(claims.map(({ id, state }) => [id, state]));
      return files.map((file) => fileView(file, states.get(file.claimId) ?? 'sent'));
    });
  }

  /** The XML to hand to the bank. @throws ContributionMissing */
  async file(id: string): Promise<{ name: string; content: Buffer }> {
    const file = await this.database.look((tx) => this.files.find(tx, id));
    if (file === null) throw new ContributionMissing();
    return { name: `${file.messageId}.xml`, content: await this.rail.read(file) };
  }

  private async present(tx: Tx, claims: readonly ClaimRecord[]): Promise<RefundClaimRowView[]> {
    const gifts = await this.contributions.listByIds(
      tx,
      claims.map(({ contributionId }) => contributionId),
    );
    const projects = await this.projects.listByIds(tx, [
      ...new Set(claims.map(({ projectId }) => projectId)),
    ]);
    return claims.flatMap(({ id, state, contributionId, projectId, amountMinor, account }) => {
      const project = projects.get(projectId);
      if (account === null || project === undefined) return [];
      const { holder, ibanMasked, givenAt } = account;
      return [
        {
          id,
          state,
          receiptNumber: gifts.get(contributionId)?.receiptNumber ?? null,
          projectTitle: project.title,
          amount: money(amountMinor),
          holder,
          ibanMasked,
          givenAt: givenAt.toISOString(),
        },
      ];
    });
  }
}

function fileView(file: ClaimFile, claimState: RefundPaymentFileView['claimState']) {
  const { id, claimId, messageId, instructionId, sha256, bytes } = file;
  return {
    ...{ id, claimId, claimState, messageId, instructionId, sha256, bytes },
    amount: money(file.amountMinor),
    madeAt: file.madeAt.toISOString(),
  };
}
