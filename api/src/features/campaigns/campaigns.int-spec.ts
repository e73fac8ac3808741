import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';
import type { Answer } from '../../../test/support/browser.js';
import { refusalOf } from '../../../test/support/footprint.js';
import {
  aLive,
  aReady,
  aScene,
  campaignOf,
  gift,
  gifts,
  localDay,
  type Scene,
} from '../../../test/support/campaign.js';
import type { TestPerson } from '../../../test/support/people.js';
import { aSeeking } from '../../../test/support/project.js';
import { anAssociation, ok } from '../../../test/support/village.js';

let app: TestApp;
let scene: Scene;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: {
      C10: 'counts credits that no payment stands behind',
      G3: 'counts credits that no payment stands behind',
      G6: 'counts credits that no payment stands behind',
    },
  });
  scene = await aScene(app);
});
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

function schedule(person: TestPerson, projectId: string, dates: Record<string, unknown>) {
  return person.browser.post<CampaignView & Problem>(`/projects/${projectId}/campaign`, dates);
}

function askExtension(person: TestPerson, id: string, days = 10) {
  return person.browser.post<CampaignView & Problem>(`/campaigns/${id}/extension`, {
    days,
    reason: 'Many of us travel in August.',
  });
}

function agree(person: TestPerson, id: string, decision = 'agree') {
  return person.browser.post<CampaignView & Problem>(`/campaigns/${id}/extension/agreement`, {
    decision,
  });
}

function chair(): TestPerson {
  const [first] = scene.council.board;
  if (first === undefined) throw new Error('no board');
  return first;
}

async function projectState(id: string): Promise<string | undefined> {
  const [row] = await app.database.query<{ state: string }>(
    'SELECT state FROM projects WHERE id = $1',
    [id],
  );
  return row?.state;
}

describe('R30: choosing the dates', () => {
  it('R30: from 00:00 to 23:59:59 by the clocks of the village, also across the change of the hour', async () => {
    const id = await aReady(scene);
    const startsOn = await localDay(app, 80);
    const { status, body } = await schedule(scene.village.mayor, id, { startsOn, days: 90 });
    expect([status, body.state]).toEqual([201, 'scheduled']);
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Chisinau',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const lastDay = await localDay(app, 169);
    expect(clock.format(new Date(body.startsAt))).toBe(`${startsOn} 00:00:00`);
    expect(clock.format(new Date(body.endsAt))).toBe(`${lastDay} 23:59:59`);
    expect(body.zone).toBe('Europe/Chisinau');
    expect(body.progress).toMatchObject({ minimumMinor: 100_000, optimumMinor: 200_000 });
    expect(await refusal(() => schedule(scene.village.mayor, id, { startsOn, days: 30 }))).toBe(
      'campaigns.already-scheduled',
    );
  });

  it('R30: 30 to 90 days, not in the past, not in the far future', async () => {
    const id = await aReady(scene);
    const startsOn = await localDay(app, 1);
    for (const days of [29, 91]) {
      expect((await schedule(scene.village.mayor, id, { startsOn, days })).status).toBe(422);
    }
    const past = await schedule(scene.village.mayor, id, {
      startsOn: await localDay(app, -1),
      days: 30,
    });
    expect(past.body.code).toBe('campaigns.start-in-the-past');
    const far = await schedule(scene.village.mayor, id, {
      startsOn: await localDay(app, 182),
      days: 30,
    });
    expect(far.body.code).toBe('campaigns.start-too-far');
    expect((await schedule(scene.village.mayor, id, { startsOn, days: 30 })).status).toBe(201);
  });

  it('is the mayor’s, of a project that is ready', async () => {
    const ready = await aReady(scene);
    const dates = { startsOn: await localDay(app, 1), days: 30 };
    expect((await schedule(scene.village.focalPoint, ready, dates)).status).toBe(403);
    const { id } = await aSeeking(scene.village);
    expect(await refusal(() => schedule(scene.village.mayor, id, dates))).toBe(
      'campaigns.project-not-ready',
    );
    expect((await schedule(scene.village.mayor, ready, dates)).status).toBe(201);
  });

  it('R30: opens at its start and closes at its end by itself', async () => {
    const projectId = await aReady(scene);
    const startsOn = await localDay(app, 2);
    const { body } = await schedule(scene.village.mayor, projectId, { startsOn, days: 30 });
    await app.moveClock(new Date(new Date(body.startsAt).getTime() - 1_000));
    expect((await campaignOf(app, body.id)).mayContribute).toBe(false);
    expect(await projectState(projectId)).toBe('ready');
    await app.moveClock(new Date(body.startsAt));
    expect(await campaignOf(app, body.id)).toMatchObject({ state: 'live', mayContribute: true });
    expect(await projectState(projectId)).toBe('campaigning');
    await app.moveClock(new Date(body.endsAt));
    await app.moveClock({ minutes: 1 });
    expect(await campaignOf(app, body.id)).toMatchObject({
      state: 'closing',
      mayContribute: false,
    });
  });
});

describe('R41: what is promised at the start', () => {
  it('R41, R80: the database refuses other numbers once money is asked for', async () => {
    const { id } = await aLive(scene);
    for (const change of [
      'optimum_minor = optimum_minor + 1',
      "zone = 'UTC'",
      'minimum_minor = 1',
      // R80: where a leftover goes was published with the goals.
      "leftover = 'return'",
      // R42: whether a card is charged at once was said to everybody who gave.
      "collection = 'on_success'",
    ]) {
      await expect(
        app.database.query(`UPDATE campaigns SET ${change} WHERE id = $1`, [id]),
      ).rejects.toMatchObject({ code: 'VA041' });
    }
    const scheduled = await aReady(scene);
    const startsOn = await localDay(app, 3);
    const { body } = await schedule(scene.village.mayor, scheduled, { startsOn, days: 30 });
    await app.database.query(
      'UPDATE campaigns SET optimum_minor = optimum_minor + 1 WHERE id = $1',
      [body.id],
    );
  });
});

describe('R32: the extension', () => {
  it('R32: is asked by the mayor with half of the minimum, three days before the end', async () => {
    const campaign = await aLive(scene);
    expect(await refusal(() => askExtension(scene.village.mayor, campaign.id))).toBe(
      'campaigns.extension-too-little-counted',
    );
    await gift(app, campaign.id, 50_000);
    expect((await askExtension(scene.village.focalPoint, campaign.id)).status).toBe(403);
    // Noon: the next test counts days, and a campaign ends in the last second of one.
    await app.moveClock(new Date(new Date(campaign.endsAt).getTime() - 2.5 * 86_400_000));
    expect(await refusal(() => askExtension(scene.village.mayor, campaign.id))).toBe(
      'campaigns.extension-too-late',
    );
  });

  it('R32: moves the end when one endorsing association agrees, and only once', async () => {
    const campaign = await aLive(scene);
    await gift(app, campaign.id, 50_000);
    expect(await refusal(() => agree(chair(), campaign.id))).toBe('campaigns.extension-not-asked');
    const asked = await askExtension(scene.village.mayor, campaign.id);
    expect(asked.body.extension).toMatchObject({ days: 10, state: 'asked' });
    expect(asked.body.endsAt).toBe(campaign.endsAt);
    const agreed = await agree(chair(), campaign.id);
    expect(agreed.body.extension?.state).toBe('agreed');
    expect(agreed.body.extendedFrom).toBe(campaign.endsAt);
    const moved =
      (new Date(agreed.body.endsAt).getTime() - new Date(campaign.endsAt).getTime()) / 86_400_000;
    expect(Math.round(moved)).toBe(10);
    expect(await refusal(() => askExtension(scene.village.mayor, campaign.id))).toBe(
      'campaigns.extension-once',
    );
    await app.moveClock(new Date(new Date(campaign.endsAt).getTime() + 60_000));
    expect((await campaignOf(app, campaign.id)).state).toBe('live');
    await app.moveClock(new Date(new Date(agreed.body.endsAt).getTime() + 60_000));
    expect((await campaignOf(app, campaign.id)).state).toBe('closing');
  });

  it('R32: is nothing for an association that does not endorse, and may be refused and asked again', async () => {
    const campaign = await aLive(scene);
    await gift(app, campaign.id, 60_000);
    await ok(askExtension(scene.village.mayor, campaign.id));
    const other = await anAssociation(app, scene.village, { members: 1 });
    const [outsider] = other.board;
    if (outsider === undefined) throw new Error('no board');
    expect(await refusal(() => agree(outsider, campaign.id))).toBe('campaigns.not-endorsing');
    const refused = await agree(chair(), campaign.id, 'refuse');
    expect(refused.body).toMatchObject({
      endsAt: campaign.endsAt,
      extendedFrom: null,
      extension: { state: 'refused' },
    });
    expect((await askExtension(scene.village.mayor, campaign.id)).status).toBe(200);
  });
});

describe('the judgement over time', () => {
  async function pastTheEnd({ endsAt }: CampaignView): Promise<void> {
    await app.moveClock(new Date(new Date(endsAt).getTime() + 61 * 60_000));
  }

  it('R36 to R39: enough money of enough people succeeds, and settles when it is 14 days old', async () => {
    const campaign = await aLive(scene);
    await gifts(app, campaign.id, 10, 100_000);
    await app.moveClock(new Date(new Date(campaign.endsAt).getTime() + 59 * 60_000));
    expect((await campaignOf(app, campaign.id)).state).toBe('closing');
    await app.moveClock({ minutes: 2 });
    expect(await campaignOf(app, campaign.id)).toMatchObject({ state: 'settled' });
    expect(await projectState(campaign.projectId)).not.toBe('campaigning');
    const [{ states } = { states: [] }] = await app.database.query<{ states: string[] }>(
      `SELECT array_agg(to_state ORDER BY id) AS states FROM state_change WHERE subject_id = $1`,
      [campaign.id],
    );
    expect(states).toEqual(['scheduled', 'live', 'closing', 'succeeded', 'settled']);
  });

  it('ruling 23: a young gift holds back the settlement for its fourteen days', async () => {
    const campaign = await aLive(scene);
    await gifts(app, campaign.id, 9, 90_000);
    await app.moveClock(new Date(new Date(campaign.endsAt).getTime() - 3_600_000));
    await gift(app, campaign.id, 10_000);
    await pastTheEnd(campaign);
    expect((await campaignOf(app, campaign.id)).state).toBe('succeeded');
    await app.moveClock({ days: 13 });
    expect((await campaignOf(app, campaign.id)).state).toBe('succeeded');
    await app.moveClock({ days: 1 });
    expect((await campaignOf(app, campaign.id)).state).toBe('settled');
  });

  it('R36: a cent less fails, and is wound up when every gift has ended in a choice', async () => {
    const campaign = await aLive(scene);
    await gifts(app, campaign.id, 11, 99_000);
    const last = await gift(app, campaign.id, 999);
    await pastTheEnd(campaign);
    expect(await campaignOf(app, campaign.id)).toMatchObject({
      state: 'failed',
      progress: { countedMinor: 99_999, payers: 12 },
    });
    expect(await projectState(campaign.projectId)).toBe('unfunded');
    const open = await app.database.query<{ id: string }>(
      `SELECT contribution_id AS id FROM campaign_open_choices WHERE campaign_id = $1`,
      [campaign.id],
    );
    expect(open).toHaveLength(12);
    await choicesDone(
      campaign.id,
      open.map(({ id }) => id).filter((id) => id !== last.contributionId),
    );
    expect((await campaignOf(app, campaign.id)).state).toBe('failed');
    await choicesDone(campaign.id, [last.contributionId]);
    expect((await campaignOf(app, campaign.id)).state).toBe('wound_up');
  });

  async function choicesDone(campaignId: string, ids: readonly string[]): Promise<void> {
    const { CampaignsService } = await import('./campaigns.service.js');
    const { Database } = await import('../../platform/database/database.js');
    const campaigns = app.http.get(CampaignsService, { strict: false });
    await app.http.get(Database).inTransaction(async (tx) => {
      for (const id of ids) await campaigns.recordChoiceDone(tx, campaignId, id);
    });
    await app.quiet();
  }
});
