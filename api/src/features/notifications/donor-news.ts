import { Injectable } from '@nestjs/common';
import { amountInWords } from '@vatra/shared/amount-in-words';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs, defineJob } from '../../platform/outbox/jobs.js';
import { CAMPAIGN_SUCCEEDED } from '../campaigns/campaigns.events.js';
import { ContributionsService } from '../contributions/contributions.service.js';
import {
  PURPOSE_CHANGED,
  TRANCHE_CONFIRMED,
  WORKS_SUSPENDED,
} from '../disbursements/disbursements.events.js';
import { DisbursementsService } from '../disbursements/disbursements.service.js';
import { COMMITMENT_WITHDRAWN } from '../matching/matching.events.js';
import { ProjectsService } from '../projects/projects.service.js';
import { REPORT_ACCEPTED } from '../results/results.events.js';
import { DonorNewsRepository, type DonorNewsRow } from './donor-news.repository.js';
import { inEachLanguage } from './words.js';

const TELL_DONORS = defineJob('notifications.tell-donors');
/** Mails written in one transaction; the rest follows in the next. */
const BATCH = 100;

/** News for everybody who gave to a project: N3 good end, N9 a share withdrawn or works stopped or for another purpose, N5 tranche, N8 and N10 reports. */
@Injectable()
export class DonorNews {
  constructor(
    events: Events,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
    private readonly contributions: ContributionsService,
    private readonly projects: ProjectsService,
    private readonly disbursements: DisbursementsService,
    private readonly news: DonorNewsRepository,
  ) {
    events.on(CAMPAIGN_SUCCEEDED, 'notifications.tell-donors-of-success', (tx, fact) =>
      this.begin(tx, { projectId: fact.projectId, template: 'donor.campaign-succeeded' }),
    );
    events.on(COMMITMENT_WITHDRAWN, 'notifications.tell-donors-of-withdrawn-share', (tx, fact) =>
      this.begin(tx, {
        projectId: fact.projectId,
        subjectId: fact.commitmentId,
        template: 'donor.share-withdrawn',
      }),
    );
    events.on(WORKS_SUSPENDED, 'notifications.tell-donors-of-stopped-works', (tx, fact) =>
      this.begin(tx, {
        projectId: fact.projectId,
        subjectId: fact.decisionId,
        template: 'donor.works-suspended',
      }),
    );
    events.on(PURPOSE_CHANGED, 'notifications.tell-donors-of-purpose', (tx, fact) =>
      this.begin(tx, {
        projectId: fact.projectId,
        subjectId: fact.changeId,
        template: 'donor.purpose-changed',
      }),
    );
    events.on(TRANCHE_CONFIRMED, 'notifications.tell-donors-of-tranche', (tx, fact) =>
      this.tellOfTranche(tx, fact),
    );
    events.on(REPORT_ACCEPTED, 'notifications.tell-donors-of-report', (tx, fact) =>
      this.begin(tx, {
        projectId: fact.projectId,
        subjectId: fact.reportId,
        template: `donor.report-${fact.kind.replaceAll('_', '-')}`,
      }),
    );
    jobs.on(TELL_DONORS, (tx, newsId) => this.tell(tx, newsId));
  }

  private async tellOfTranche(
    tx: Tx,
    { trancheId, projectId }: { trancheId: string; projectId: string },
  ): Promise<void> {
    const tranches = await this.disbursements.tranchesOf(tx, projectId);
    const tranche = tranches.find(({ id }) => id === trancheId);
    if (tranche === undefined) return;
    await this.begin(tx, {
      projectId,
      subjectId: trancheId,
      template: 'donor.tranche-released',
      words: (locale) => ({
        number: tranche.number,
        amount: amountInWords(tranche.amountMinor, locale),
      }),
    });
  }

  private async begin(
    tx: Tx,
    news: {
      projectId: string;
      subjectId?: string;
      template: string;
      words?: (locale: Locale) => Record<string, string | number>;
    },
  ): Promise<void> {
    const { projectId, subjectId = projectId, template, words } = news;
    const project = await this.projects.get(tx, projectId);
    const id = newId();
    const isNew = await this.news.insert(tx, {
      id,
      eventKey: `${template}:${subjectId}`,
      projectId,
      template,
      params: inEachLanguage((locale) => ({ project: project.title[locale], ...words?.(locale) })),
      path: `/projects/${project.slug}`,
    });
    if (isNew) await this.jobs.schedule(tx, TELL_DONORS, id, null);
  }

  private async tell(tx: Tx, newsId: string): Promise<void> {
    const news = await this.news.find(tx, newsId);
    if (news === null) return;
    const donors = await this.news.donorsAfter(tx, news, BATCH);
    await this.write(tx, news, donors);
    const last = donors.at(-1);
    if (last === undefined) return;
    await this.news.markTold(tx, newsId, last);
    if (donors.length === BATCH) await this.jobs.schedule(tx, TELL_DONORS, newsId, null);
  }

  /** One mail for a person, however many gifts: the event key is that of the news. */
  private async write(tx: Tx, news: DonorNewsRow, donors: readonly string[]): Promise<void> {
    const { eventKey, template, path } = news;
    const addresses = await this.contributions.addressesOf(tx, donors);
    const orders = addresses.map(({ email: to, locale }) => {
      return { eventKey, to, locale, template, params: news.params[locale], path };
    });
    await this.mailer.sendAll(tx, orders);
  }
}
