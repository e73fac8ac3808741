import { expect, type Page } from '@playwright/test';

/** Somebody who has never been here: finds a town, then a project of it. */
export class Visitor {
  constructor(private readonly page: Page) {}

  async findHometown(typed: string, name: string): Promise<void> {
    await this.page.goto('/en');
    await this.page.locator('html[data-ready="true"]').waitFor();
    await this.page.getByRole('combobox', { name: 'Find your hometown' }).fill(typed);
    await this.page.getByRole('option', { name }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText(name);
  }

  /** @returns the last part of the project's address */
  async openProject(title: string): Promise<string> {
    await this.page.getByRole('link', { name: title }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    return new URL(this.page.url()).pathname.split('/').pop() ?? '';
  }
}
