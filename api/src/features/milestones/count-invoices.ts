import { Injectable } from '@nestjs/common';
import type { InvoiceDto } from '@vatra/shared/milestones/milestones.dto';
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

/** Takes invoices into the spending of a project: each paper once, with its file, not from tomorrow. */
@Injectable()
export class CountInvoices {
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly files: FilesService,
  ) {}

  /** @throws InvoicesKnown, InvoiceInFuture */
  async add(tx: Tx, submission: Submission): Promise<void> {
    const { invoices, projectId, milestone, actor, now } = submission;
    if (invoices.length === 0) return;
    refuseFuture(invoices, now);
    await this.refuseKnown(tx, projectId, invoices);
    const fileIds = [...new Set(invoices.map(({ fileId }) => fileId))];
    await this.files.requireUsable(tx, fileIds, {
      purpose: 'invoice',
      uploadedBy: actor.personId,
    });
    for (const invoice of invoices) {
      await this.evidence.addInvoice(tx, {
        ...invoice,
        ...keyOf(invoice),
        id: newId(),
        projectId,
        milestoneId: milestone?.id ?? null,
        attempt: milestone?.attempt ?? null,
        reportedBy: actor.personId,
        at: now,
      });
    }
    await this.files.publish(tx, fileIds);
  }

  private async refuseKnown(tx: Tx, projectId: string, invoices: readonly InvoiceDto[]) {
    const keys = invoices.map(keyOf);
    const known = await this.evidence.knownInvoices(tx, projectId, keys);
    const details = keys.flatMap((key, index) => {
      const isRepeat = keys.findIndex((other) => same(other, key)) < index;
      const isKnown = known.some((other) => same(other, key));
      return isRepeat || isKnown
        ? [
            {
              pointer: `/invoices/${String(index)}/number`,
              code: 'milestones.invoice-known',
              params: { number: invoices[index]?.number ?? '' },
            },
          ]
        : [];
    });
    if (details.length > 0) throw new InvoicesKnown(details);
  }
}

interface InvoiceKey {
  readonly supplierKey: string;
  readonly numberKey: string;
}

/** "SC Apă  SRL", "FA-12" and "sc apă srl", "FA 12" name one paper. */
function keyOf({ supplier, number }: InvoiceDto): InvoiceKey {
  return {
    supplierKey: supplier.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim(),
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
