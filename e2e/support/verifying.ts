import { expect } from '@playwright/test';
import { PEOPLE, type Cast } from './cast.js';
import { takeUp, waitsFor } from './desk.js';
import { confirmAct, fillIn, send } from './form.js';
import type { Camera } from './papers.js';

const DRAWN_IN_MS = 30_000;

/** The two pairs of eyes: one of the association, one drawn by lot among volunteers. */
export class Verifying {
  constructor(
    private readonly cast: Cast,
    private readonly camera: Camera,
    private readonly title: string,
  ) {}

  async checkByBoth(visitDate: string): Promise<void> {
    await this.check(PEOPLE.villageVerifier, visitDate);
    await this.check(await this.drawnVolunteer(), visitDate);
  }

  private async check(email: string, visitDate: string): Promise<void> {
    const page = await takeUp(this.cast, email, { about: this.title, path: '/verify/' });
    const form = page.locator('form.dto-form');
    await fillIn(form, { conflict: 'none' });
    await send(form);
    await fillIn(form, { visitDate });
    for (const question of await form.locator('[data-field^="answers."]').all()) {
      await question.locator('input[value="yes"]').check();
    }
    await fillIn(form, { photoIds: await this.camera.picture('What I saw') });
    await confirmAct(form);
    await expect(form).toBeHidden();
  }

  private async drawnVolunteer(): Promise<string> {
    let drawn: string | undefined;
    await expect(async () => {
      for (const email of PEOPLE.volunteers) {
        if (await waitsFor(this.cast, email, '/verify/')) drawn = email;
        if (drawn !== undefined) return;
      }
      expect(drawn, 'a volunteer was drawn').toBeDefined();
    }).toPass({ timeout: DRAWN_IN_MS });
    return drawn ?? '';
  }
}
