import { defineConfig, devices } from '@playwright/test';
import { PUBLIC_URL } from './support/addresses.js';
import { resolveBrowser } from './support/browser.mjs';

const { executablePath, args, env } = await resolveBrowser();

// One after the other on one product: journeys share its date, as people share a calendar.
export default defineConfig({
  testDir: 'journeys',
  testMatch: '*.journey.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: PUBLIC_URL,
    locale: 'en-GB',
    timezoneId: 'Europe/Chisinau',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: { executablePath, args, env, chromiumSandbox: false },
  },
  projects: [
    {
      name: 'phone',
      testMatch: ['public-pages.journey.ts', 'a-gift-from-lyon.journey.ts'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 360, height: 760 }, hasTouch: true },
    },
    {
      name: 'desk',
      testMatch: ['public-pages.journey.ts', 'signing-in.journey.ts', 'a-disputed-gift.journey.ts'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
    },
    {
      name: 'stripe',
      testMatch: 'over-stripe.journey.ts',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
    },
    {
      // Moves the date by many months, so it stands last: one worker takes the projects in this order.
      name: 'story',
      testMatch: 'from-need-to-follow-up.journey.ts',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
    },
  ],
});
