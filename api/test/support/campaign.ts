import { randomUUID } from 'node:crypto';
import type { Collection } from '@vatra/shared/campaigns/campaign-limits';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import {
  CampaignsService,
  type CreditResult,
} from '../../src/features/campaigns/campaigns.service.js';
import { Database } from '../../src/platform/database/database.js';
import type { TestApp } from '../app.js';
import { GOALS, aSeeking, commitShare, endorse, type Goals } from './project.js';
import { aPersonWith } from './people.js';
import { aFile, aVillage, anAssociation, ok, type Association, type Village } from './village.js';

export interface Scene {
  readonly app: TestApp;
  readonly village: Village;
  readonly council: Association;
}

/** A village whose association decides by a board of three and whose account is proved. */
export async function aScene(app: TestApp): Promise<Scene> {
  const village = await aVillage(app);
  const options = { members: 3, board: 3, decisionBody: 'board' } as const;
  const council = await anAssociation(app, village, options);
  const maker = await aPersonWith(app, village.administrator, 'finance_maker', 'Marin Maker');
  const { id } = await ok(
    village.mayor.browser.post<{ id: string }>(
      `/organisations/${village.authorityId}/payee-accounts`,
      {
        iban: 'MD24AG000225100013104168',
        holder: 'Primăria (demo)',
        kind: 'treasury',
        bankLetterFileId: await aFile(village.mayor.browser, 'bank-letter'),
      },
    ),
  );
  await ok(
    maker.browser.post(`/payee-accounts/${id}/verification`, {
      decision: 'accept',
      reason: 'The letter names the town hall.',
    }),
  );
  return { app, village, council };
}

/** Everything is there to choose the dates. */
export async function aReady(
  { app, village, council }: Scene,
  goals: Goals = GOALS,
): Promise<string> {
  const { id } = await aSeeking(village, goals);
  await commitShare(village, id, goals);
  await endorse(app, village, council, id);
  return id;
}

/** The calendar day by the clocks of the village, some days from now. */
export async function localDay(app: TestApp, days = 0): Promise<string> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Chisinau' }).format(
    await app.now(),
  );
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A campaign that began this morning. */
export async function aLive(
  scene: Scene,
  goals: Goals = GOALS,
  days = 30,
  collection: Collection = 'immediate',
): Promise<CampaignView> {
  const { app, village } = scene;
  const projectId = await aReady(scene, goals);
  const scheduled = await ok(
    village.mayor.browser.post<CampaignView>(`/projects/${projectId}/campaign`, {
      startsOn: await localDay(app),
      days,
      collection,
    }),
  );
  await app.quiet();
  return campaignOf(app, scheduled.id);
}

export function campaignOf(app: TestApp, id: string): Promise<CampaignView> {
  const campaigns = app.http.get(CampaignsService, { strict: false });
  return app.http.get(Database).inTransaction(async (tx) => {
    const view = (await campaigns.viewOf(tx, [id])).get(id);
    if (view === undefined) throw new Error(`no campaign ${id}`);
    return view;
  });
}

/** What contributions push down for one paid gift: opened, credited and closed, as they do it. */
export async function gift(
  app: TestApp,
  campaignId: string,
  netMinor: number,
  about: {
    readonly payerKeys?: readonly string[];
    readonly contributionId?: string;
    readonly submittedAt?: Date;
    readonly paidAt?: Date;
  } = {},
): Promise<{ contributionId: string; result: CreditResult }> {
  const campaigns = app.http.get(CampaignsService, { strict: false });
  const { contributionId = randomUUID(), payerKeys = [`card:${contributionId}`] } = about;
  const paidAt = about.paidAt ?? (await app.now());
  const result = await app.http.get(Database).inTransaction(async (tx) => {
    await campaigns.openPayment(tx, campaignId, contributionId, about.submittedAt ?? paidAt);
    const credited = await campaigns.recordCredit(tx, {
      campaignId,
      contributionId,
      entryId: randomUUID(),
      grossMinor: netMinor + 50,
      feeMinor: 50,
      netMinor,
      payerKeys,
      paidAt,
    });
    await campaigns.closePayment(tx, campaignId, contributionId);
    return credited;
  });
  return { contributionId, result };
}

/** As many gifts of different people as are needed, the rest on the last of them. */
export async function gifts(
  app: TestApp,
  campaignId: string,
  people: number,
  sumMinor: number,
): Promise<void> {
  const each = Math.floor(sumMinor / people);
  for (let index = 0; index < people; index += 1) {
    const isLast = index === people - 1;
    await gift(app, campaignId, isLast ? sumMinor - each * (people - 1) : each);
  }
}
