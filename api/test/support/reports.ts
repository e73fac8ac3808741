import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import type { IndicatorView, ReportView } from '@vatra/shared/results/results.views';
import type { TestApp } from '../app.js';
import { aFile, ok } from './village.js';
import type { Works } from './works.js';

const authorOf = ({ village }: Works) => village.focalPoint.browser;

export async function reportOf(works: Works, kind: ReportView['kind']): Promise<ReportView> {
  const path = `/projects/${works.projectId}/reports`;
  const reports = await ok(authorOf(works).get<ReportView[]>(path));
  const found = reports.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no report ${kind}`);
  return found;
}

export async function indicatorsOf(app: TestApp, works: Works): Promise<readonly IndicatorView[]> {
  const file = await ok(authorOf(works).get<{ slug: string }>(`/projects/${works.projectId}/file`));
  const page = await app.visitor().get<ProjectPageView>(`/projects/${file.slug}/page`);
  return (await ok(Promise.resolve(page))).indicators;
}

export async function valueOf(
  app: TestApp,
  works: Works,
  kind: 'output' | 'outcome',
  value: number,
) {
  const indicatorId = (await indicatorsOf(app, works)).find((one) => one.kind === kind)?.id;
  return {
    indicatorId,
    value,
    measuredOn: (await app.now()).toISOString().slice(0, 10),
    method: 'counted',
  };
}

export async function aCompletion(app: TestApp, works: Works, changes: object = {}) {
  const alt = { ro: 'După lucrări', en: 'After the work' };
  return {
    narrative: 'Ferestrele noi sunt montate și funcționează bine.',
    values: [await valueOf(app, works, 'output', 1)],
    photos: [{ fileId: await aFile(authorOf(works), 'photo'), alt }],
    acceptanceProtocolFileId: await aFile(authorOf(works), 'document'),
    ...changes,
  };
}
