import { Injectable } from '@nestjs/common';
import type { InvoiceDto } from '@vatra/shared/milestones/milestones.dto';
import { supplierKey } from '@vatra/shared/milestones/supplier-key';
import type { ProblemDetail } from '@vatra/shared/problem';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { FilesService } from '../files/files.service.js';
import { EvidenceRepository } from './evidence.repository.js';
import { InvoiceInFuture, InvoicesKnown } from './milestones.errors.js';

interface Submission {
  readonly projectId: string;
  readonly milestone: { readonly id: string; readonly attempt: number } | null;
  readonly invoices: readonly InvoiceDto[];
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * Takes invoices into the spending of a project, each with its file and not from tomorrow. The same
 * paper shown again, in a milestone and in a spending report, counts once; the same number with
 * another amount or date is refused.
 */
@Injectable()
export class CountInvoices {
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly files: FilesService,
  ) {}

  /** @throws InvoicesKnown, InvoiceInFuture */
  async add(tx: Tx, submission: Submission): Promise<void> {
    const { invoices, actor, now } = submission;
    if (invoices.length === 0) return;
    refuseFuture(invoices, now);
    const fileIds = [...new Set(invoices.map(({ fileId }) => fileId))];
    await this.files.requireUsable(tx, fileIds, {
      purpose: 'invoice',
      uploadedBy: actor.personId,
    });
    for (const invoice of await this.fresh(tx, submission)) {
      await this.evidence.addInvoice(tx, {
        ...invoice,
        ...keyOf(invoice),
        id: newId(),
        projectId: submission.projectId,
        milestoneId: submission.milestone?.id ?? null,
        attempt: submission.milestone?.attempt ?? null,
        reportedBy: actor.personId,
        at: now,
      });
    }
    await this.files.publish(tx, fileIds);
  }

  /** Those that were not counted before. @throws InvoicesKnown */
  private async fresh(tx: Tx, submission: Submission): Promise<InvoiceDto[]> {
    const known = await this.evidence.invoicesByKey(
      tx,
      submission.projectId,
      submission.invoices.map(keyOf),
    );
    const fresh: InvoiceDto[] = [];
    const clashes: ProblemDetail[] = [];
    for (const [index, invoice] of submission.invoices.entries()) {
      const earlier = [...known, ...fresh].find((other) => same(keyOf(other), keyOf(invoice)));
      if (earlier === undefined) fresh.push(invoice);
      else if (!isSamePaper(earlier, invoice)) clashes.push(clash(index, invoice));
    }
    if (clashes.length > 0) throw new InvoicesKnown(clashes);
    return fresh;
  }
}

type Paper = Pick<InvoiceDto, 'supplier' | 'number' | 'date' | 'amountMinor'>;

function isSamePaper(a: Paper, b: Paper): boolean {
  return a.date === b.date && a.amountMinor === b.amountMinor;
}

function clash(index: number, { number }: Paper): ProblemDetail {
  return {
    pointer: `/invoices/${String(index)}/number`,
    code: 'milestones.invoice-known',
    params: { number },
  };
}

interface InvoiceKey {
  readonly supplierKey: string;
  readonly numberKey: string;
}

/** "SC Apă  SRL", "FA-12" and "sc apă srl", "FA 12" name one paper. */
function keyOf({ supplier, number }: Paper): InvoiceKey {
  return {
    supplierKey: supplierKey(supplier),
    numberKey: number
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  };
}

function same(a: InvoiceKey, b: InvoiceKey): boolean {
  return a.supplierKey === b.supplierKey && a.numberKey === b.numberKey;
}

function refuseFuture(invoices: readonly InvoiceDto[], now: Date): void {
  const today = now.toISOString().slice(0, 10);
  const index = invoices.findIndex(({ date }) => date > today);
  if (index >= 0) throw new InvoiceInFuture(index);
}
