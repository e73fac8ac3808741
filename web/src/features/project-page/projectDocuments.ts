import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';

export interface DocumentLink {
  /** Word of the catalogues with its params. */
  readonly word: string;
  readonly params: Readonly<Record<string, string>>;
  /** Said as `sum`. */
  readonly minor?: number;
  readonly href: string;
}

/** Every paper of the project that anyone may open, in one list. */
export function projectDocuments(view: ProjectPageView): DocumentLink[] {
  const found: DocumentLink[] = [];
  const add = (
    word: string,
    href: string | null,
    params: Record<string, string> = {},
    minor?: number,
  ) => {
    // A report hands in the same paper as its milestone: one line is enough.
    const isKnown = found.some((one) => one.href === href);
    if (href !== null && !isKnown)
      found.push({
        word: `project.paper.${word}`,
        params,
        href,
        ...(minor !== undefined && { minor }),
      });
  };
  for (const one of view.commitments) add('decision', one.filePath, { number: one.decisionNumber });
  for (const one of view.commitments.flatMap((commitment) => commitment.evidence)) {
    add('town-evidence', one.filePath, { what: one.description }, one.amountMinor);
  }
  for (const one of view.milestones.flatMap((milestone) => milestone.invoices)) {
    add('invoice', one.filePath, { number: one.number, supplier: one.supplier });
  }
  for (const milestone of view.milestones) {
    for (const paper of milestone.papers) {
      add(paper.kind, paper.filePath, { number: String(milestone.number) });
    }
  }
  for (const report of view.reports) add('acceptance_protocol', report.acceptanceProtocolPath);
  return found;
}
