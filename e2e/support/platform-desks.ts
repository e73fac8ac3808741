import { expect } from '@playwright/test';
import { PEOPLE, type Cast } from './cast.js';
import { takeUp } from './desk.js';
import { confirmAct, fillIn, type Answers } from './form.js';

/** The platform's reviewers and its administrator: they read, decide and give their reason. */
export class PlatformDesks {
  constructor(
    private readonly cast: Cast,
    private readonly title: string,
  ) {}

  async acceptProject(): Promise<void> {
    await this.decide(PEOPLE.reviewer, '/review/projects/', {
      hasConflict: 'false',
      decision: 'accept',
      'scores.ownership': '4',
      'scores.correspondence': '5',
      'scores.sustainability': '4',
      'scores.replicability': '3',
      reason: 'The need is shown, the budget fits, the owner is named.',
    });
  }

  async acceptShare(): Promise<void> {
    await this.decide(PEOPLE.secondReviewer, '/review/commitments/', {
      decision: 'accept',
      reason: 'Number, date, file and budget code are there.',
    });
  }

  async acceptProofOfShare(): Promise<void> {
    await this.decide(PEOPLE.secondReviewer, '/review/evidence/', {
      decision: 'accept',
      reason: 'The payment order names the project.',
    });
  }

  async acceptReport(): Promise<void> {
    await this.decide(PEOPLE.reviewer, '/review/reports/', {
      decision: 'accept',
      reason: 'The figures equal the ledger; pictures and papers are there.',
    });
  }

  async signAgreement(): Promise<void> {
    const page = await takeUp(this.cast, PEOPLE.administrator, {
      about: this.title,
      path: '/admin/agreements/',
    });
    await page.locator('.tick input').check();
    await confirmAct(page.locator('main'));
    await expect(page.locator('.tick input')).toBeHidden();
  }

  /** An invoice was paid that nothing was delivered for. */
  async demandBack(euros: string, dueOn: string): Promise<void> {
    const page = await takeUp(this.cast, PEOPLE.reviewer, {
      about: this.title,
      path: '/decisions',
    });
    await page.getByRole('link', { name: /^Demand money back/ }).click();
    const form = page.locator('form.dto-form');
    await fillIn(form, {
      amountMinor: euros,
      dueOn,
      reason: 'One lamp was paid for and never delivered.',
    });
    await confirmAct(form);
    await expect(page.getByText(/demanded back$/)).toBeVisible();
  }

  private async decide(email: string, path: string, answers: Answers): Promise<void> {
    const page = await takeUp(this.cast, email, { about: this.title, path });
    const form = page.locator('form.dto-form');
    await fillIn(form, answers);
    await confirmAct(form);
    await expect(form).toBeHidden();
  }
}
