/** What Playwright's launchOptions take, and where the browser was found. */
export interface Browser {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
  from: string;
}

export class BrowserMissing extends Error {}

export function resolveBrowser(): Promise<Browser>;
