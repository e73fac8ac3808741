import type { Browser, Page } from '@playwright/test';
import { Door } from './door.js';

/** People of the demonstration, by what they are in the story. */
export const PEOPLE = {
  mayor: 'mayor-lozova@demo.vatra.example',
  mayorAtStripe: 'mayor-doina@demo.vatra.example',
  focalPoint: 'focal-lozova@demo.vatra.example',
  focalPointAtStripe: 'focal-doina@demo.vatra.example',
  chairwoman: 'hta-padova@demo.vatra.example',
  chairwomanInParis: 'hta-paris@demo.vatra.example',
  secondMember: 'hta-padova-2@demo.vatra.example',
  thirdMember: 'hta-padova-3@demo.vatra.example',
  villageVerifier: 'verifier-padova@demo.vatra.example',
  reviewer: 'reviewer@demo.vatra.example',
  secondReviewer: 'reviewer-2@demo.vatra.example',
  maker: 'maker@demo.vatra.example',
  checker: 'checker@demo.vatra.example',
  secondChecker: 'checker-2@demo.vatra.example',
  administrator: 'admin@demo.vatra.example',
  volunteers: [
    'volunteer@demo.vatra.example',
    'volunteer-2@demo.vatra.example',
    'volunteer-3@demo.vatra.example',
    'volunteer-4@demo.vatra.example',
  ],
} as const;

/** Everybody sits at a browser of their own and has come in through the form. */
export class Cast {
  private readonly desks = new Map<string, Page>();

  constructor(private readonly browser: Browser) {}

  /** The person's desk, freshly opened; whoever was signed out meanwhile signs in again. */
  async deskOf(email: string): Promise<Page> {
    const known = this.desks.get(email);
    if (known === undefined) return this.arrive(email);
    await known.goto('/en/desk');
    await known.locator('html[data-ready="true"]').waitFor();
    await known.locator('.work-page, #sign-in-button').first().waitFor();
    if (new URL(known.url()).pathname.endsWith('/sign-in')) await new Door(known).signIn(email);
    return known;
  }

  private async arrive(email: string): Promise<Page> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    this.desks.set(email, page);
    await new Door(page).signIn(email);
    return page;
  }
}
