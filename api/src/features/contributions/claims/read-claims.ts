import { Injectable } from '@nestjs/common';
import type {
  RefundClaimMissingView,
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
import { ClaimQueueRepository } from './claim-queue.repository.js';
import { ClaimFilesRepository, type ClaimFile } from './claim-files.repository.js';
import type { ClaimRecord } from './claim.record.js';
import { ClaimsRepository } from './claims.repository.js';

/** What finance sees of refunds on accounts: whom to pay next, and the files for the bank. */
@Injectable()
export class ReadClaims {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimsRepository,
    private readonly queues: ClaimQueueRepository,
    private readonly files: ClaimFilesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly projects: ProjectsService,
    private readonly rail: BankTransferRail,
  ) {}

  given(): Promise<RefundClaimRowView[]> {
    return this.database.look(async (tx) => this.present(tx, await this.claims.listGiven(tx)));
  }

  /** Those first whom nobody can be asked about. */
  missing(): Promise<RefundClaimMissingView[]> {
    return this.database.look(async (tx) => {
      const rows = await this.queues.missing(tx);
      const found = await this.claims.listByIds(
        tx,
        rows.map(({ id }) => id),
      );
      const claims = new Map(found.map((claim) => [claim.id, claim]));
      const about = await this.aboutOf(tx, found);
      return rows.flatMap(({ id, isAsked, paperReceipt }) => {
        const claim = claims.get(id);
        const facts = claim === undefined ? undefined : about.get(id);
        if (claim === undefined || facts === undefined) return [];
        const { state, amountMinor, askUntil, unclaimedUntil } = claim;
        const until = (unclaimedUntil ?? askUntil).toISOString();
        const amount = money(amountMinor);
        return [{ id, state, ...facts, paperReceipt, amount, isAsked, until }];
      });
    });
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
    const about = await this.aboutOf(tx, claims);
    return claims.flatMap(({ id, state, amountMinor, account }) => {
      const facts = about.get(id);
      if (account === null || facts === undefined) return [];
      const { receiptNumber, projectTitle } = facts;
      const { holder, ibanMasked, givenAt } = account;
      return [
        {
          ...{ id, state, receiptNumber, projectTitle, holder, ibanMasked },
          amount: money(amountMinor),
          givenAt: givenAt.toISOString(),
        },
      ];
    });
  }

  /** Which gift a refund is of, in words and numbers that finance may see. */
  private async aboutOf(tx: Tx, claims: readonly ClaimRecord[]) {
    const gifts = await this.contributions.listByIds(
      tx,
      claims.map(({ contributionId }) => contributionId),
    );
    const projects = await this.projects.listByIds(tx, [
      ...new Set(claims.map(({ projectId }) => projectId)),
    ]);
    return new Map(
      claims.flatMap(({ id, contributionId, projectId }) => {
        const gift = gifts.get(contributionId);
        const project = projects.get(projectId);
        if (gift === undefined || project === undefined) return [];
        const { receiptNumber, channel } = gift;
        return [[id, { receiptNumber, channel, projectTitle: project.title }] as const];
      }),
    );
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
