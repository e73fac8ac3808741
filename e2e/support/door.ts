import { expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD } from '@vatra/shared/accounts/demo-people';

/** The way in and out: everybody signs in through the form, staff and verifiers with their phone too. */
export class Door {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/en/sign-in');
    await this.page.locator('html[data-ready="true"]').waitFor();
  }

  async knock(email: string, password: string = DEMO_PASSWORD): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  /** What the phone of the invented person shows; the demonstration shows it beside the field. */
  async codeOnPhone(): Promise<string> {
    const shown = this.page.locator('.demo-code b');
    await expect(shown).toHaveText(/^\d{6}$/);
    return (await shown.textContent()) ?? '';
  }

  async typeCode(code: string): Promise<void> {
    await this.page.getByLabel('Six-digit code').fill(code);
    await this.page.getByRole('button', { name: 'Continue', exact: true }).click();
  }

  async signIn(email: string): Promise<void> {
    await this.open();
    await this.knock(email);
    await this.page.waitForURL(/\/(?:desk|second-factor)/);
    if (this.page.url().includes('second-factor')) await this.typeCode(await this.codeOnPhone());
    await this.expectDesk();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign out' }).click();
    await this.page.waitForURL(/\/en\/?$/);
  }

  async expectDesk(): Promise<void> {
    await this.page.waitForURL(/\/en\/desk/);
    await expect(this.page.getByRole('heading', { name: 'What needs you today' })).toBeVisible();
  }

  async expectRefusal(words: string): Promise<void> {
    await expect(this.page.getByRole('alert').getByText(words).first()).toBeVisible();
  }
}
