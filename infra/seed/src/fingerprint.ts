import { createHash } from 'node:crypto';
import type { LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import type { Story } from './story.js';
import type { World } from './world.js';

export interface Fingerprint {
  readonly hash: string;
  readonly projects: number;
  readonly contributions: number;
  readonly entries: number;
}

/**
 * The same for two runs with one seed number: people, amounts, states and ledger lines as anybody
 * reads them, in an order of their own, without ids and without the second they happened.
 */
export async function fingerprintOf(world: World, stories: readonly Story[]): Promise<Fingerprint> {
  const lines: string[] = [];
  let contributions = 0;
  let entries = 0;
  for (const story of stories) {
    const project = await readPublic(world, story);
    lines.push(...project.lines);
    contributions += project.contributions;
    entries += project.entries;
  }
  const hash = createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
  return { hash, projects: stories.length, contributions, entries };
}

async function readPublic(world: World, story: Story) {
  if (story.slug === undefined || ['draft', 'in_review'].includes(story.stage)) {
    return { lines: [`${story.key} ${story.stage}`], contributions: 0, entries: 0 };
  }
  const page = await world.visitor.get<ProjectPageView>(`/projects/${story.slug}/page`);
  const { progress } = page.campaign ?? { progress: null };
  const lines = [
    `${story.key} ${page.card.state} ${page.campaign?.state ?? '-'} ${JSON.stringify(progress)}`,
    ...page.tranches.map(
      (one) => `${story.key} tranche ${String(one.number)} ${String(one.amountMinor)} ${one.state}`,
    ),
    ...page.milestones.map((one) => `${story.key} milestone ${String(one.number)} ${one.state}`),
  ];
  const books = await readBooks(world, story);
  return {
    lines: [...lines, ...books],
    contributions: progress?.contributions ?? 0,
    entries: books.length,
  };
}

async function readBooks(world: World, story: Story): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: LedgerPageView = await world.visitor.get<LedgerPageView>(
      `/ledger/projects/${story.projectId ?? ''}?limit=100${query}`,
    );
    for (const entry of page.entries) {
      const amounts = entry.lines.map(
        (line) => `${line.accountCode}:${String(line.debitMinor - line.creditMinor)}`,
      );
      found.push(`${story.key} ${entry.kind} ${amounts.sort().join(' ')}`);
    }
    cursor = page.next;
  } while (cursor !== null);
  return found;
}
