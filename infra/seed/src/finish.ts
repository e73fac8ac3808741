import type { IndicatorView, ReportView } from '@vatra/shared/results/results.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { RESULT_PICTURE, uploadDrawing, uploadPaper } from './prepare.js';
import { verifyMilestone } from './works.js';
import { projectOf, type Stage1, type Story } from './story.js';

/** The authority closes the works: words, measured output, the result in a picture, the protocol. */
export async function reportCompletion({ world }: Stage1, story: Story): Promise<void> {
  const { browser } = story.authority.focalPoint;
  const indicators = await indicatorsOf(story);
  await browser.post(`/projects/${projectOf(story)}/completion-report`, {
    narrative:
      'Lucrarea este gata și folosită de oameni. Toate facturile și protocolul de recepție sunt atașate.',
    values: [
      {
        indicatorId: indicators.find((one) => one.kind === 'output')?.id,
        value: story.template.output.minimum,
        measuredOn: (await world.now()).toISOString().slice(0, 10),
        method: 'Numărat la fața locului',
      },
    ],
    photos: [
      {
        fileId: await uploadDrawing(browser, story, 'after', RESULT_PICTURE),
        alt: { ro: 'După lucrări (desen)', en: 'After the work (drawing)' },
      },
    ],
    acceptanceProtocolFileId: await uploadPaper(browser, 'document', 'Proces-verbal de recepție'),
  });
}

export async function acceptReport(
  { staff }: Stage1,
  story: Story,
  kind: ReportView['kind'],
): Promise<void> {
  const list = await staff.reviewers[0].browser.list<ReportView>(
    `/projects/${projectOf(story)}/reports`,
  );
  const report = list.find((one) => one.kind === kind);
  if (report === undefined) throw new Error(`${story.key}: no report ${kind}`);
  await staff.reviewers[0].browser.post(`/reports/${report.id}/review`, {
    decision: 'accept',
    reason: 'Figures equal the ledger; protocol and pictures are there.',
  });
}

/** Six months later: does it work, who pays for the upkeep, what has changed for people. */
export async function reportFollowUp(
  { world }: Stage1,
  story: Story,
  kind: 'follow_up_6' | 'follow_up_12',
): Promise<void> {
  const { browser } = story.authority.focalPoint;
  const list = await browser.list<ReportView>(`/projects/${projectOf(story)}/reports`);
  const report = list.find((one) => one.kind === kind);
  if (report === undefined) throw new Error(`${story.key}: ${kind} is not due`);
  const indicators = await indicatorsOf(story);
  await browser.post(`/reports/${report.id}/follow-up`, {
    working: 'yes',
    narrative: 'Totul funcționează. Întreținerea s-a plătit din bugetul local.',
    maintenancePaidMinor: Math.round(story.template.maintenance.yearlyMinor / 2),
    values: [
      {
        indicatorId: indicators.find((one) => one.kind === 'outcome')?.id,
        value: story.template.outcome.target,
        measuredOn: (await world.now()).toISOString().slice(0, 10),
        method: 'Numărat două zile la rând',
      },
    ],
  });
}

async function indicatorsOf(story: Story): Promise<readonly IndicatorView[]> {
  const { browser } = story.authority.focalPoint;
  const page = await browser.get<ProjectPageView>(`/projects/${story.slug ?? ''}/page`);
  return page.indicators;
}

export { verifyMilestone };
