/** What tests import from `@jest/globals`: the runner puts it there before the first file. */
export const { expect, test, it, describe, beforeAll, afterAll, beforeEach, afterEach } =
  globalThis;
