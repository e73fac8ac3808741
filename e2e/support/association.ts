import { expect } from '@playwright/test';
import { PEOPLE, type Cast } from './cast.js';
import { takeUp } from './desk.js';
import { confirmAct, fillIn, send } from './form.js';

/** The hometown association abroad: calls the vote, votes one by one, witnesses the agreement. */
export class Association {
  constructor(
    private readonly cast: Cast,
    private readonly title: string,
    private readonly chair: string = PEOPLE.chairwoman,
  ) {}

  async callVote(days: number): Promise<void> {
    const page = await this.openVote(this.chair);
    const form = page.locator('form.dto-form').filter({ has: page.locator('[data-field="days"]') });
    await fillIn(form, {
      days: String(days),
      secretBallot: 'true',
      statement: 'We know the place and want this done.',
    });
    await send(form);
    await expect(form).toBeHidden();
  }

  async vote(email: string, choice: 'yes' | 'no'): Promise<void> {
    const page = await this.openVote(email);
    const form = page
      .locator('form.dto-form')
      .filter({ has: page.locator('[data-field="conflict"]') });
    await fillIn(form, { conflict: 'none', choice });
    await confirmAct(form);
    await expect(form).toBeHidden();
  }

  async witnessAgreement(): Promise<void> {
    const page = await takeUp(this.cast, this.chair, {
      about: this.title,
      path: '/agreement',
    });
    await page.locator('.tick input').check();
    await confirmAct(page.locator('main'));
    await expect(page.locator('.tick input')).toBeHidden();
  }

  /** Its yes asks every donor. */
  async agreeToPlace(): Promise<void> {
    const page = await takeUp(this.cast, this.chair, {
      about: this.title,
      path: '/purpose',
    });
    const form = page.locator('form.dto-form');
    await fillIn(form, { decision: 'accept', reason: 'We have seen both streets.' });
    await confirmAct(form);
    await expect(form).toBeHidden();
  }

  private openVote(email: string) {
    return takeUp(this.cast, email, { about: this.title, path: '/association/endorsements/' });
  }
}
