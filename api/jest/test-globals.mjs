import { TEST_LIMIT_MS } from './limits.mjs';

/**
 * The runner knows no time limit and goes on after a scene that could not be set: both are said
 * here, so that a test that hangs is named and its neighbours do not fail for another reason.
 */
const unset = new Set();
const file = () => expect.getState().testPath;

function limited(work, limitMs = TEST_LIMIT_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done after ${String(limitMs / 1000)} s`));
    }, limitMs);
  });
  return Promise.race([Promise.resolve().then(work), late]).finally(() => {
    clearTimeout(timer);
  });
}

function inTime(test) {
  const run = (work, limitMs) => () => {
    if (unset.has(file())) throw new Error('the scene of this file was not set');
    return limited(work, limitMs);
  };
  return Object.assign((name, work, limitMs) => test(name, run(work, limitMs)), {
    each:
      (...table) =>
      (name, work, limitMs) =>
        test.each(...table)(name, (...row) => run(() => work(...row), limitMs)()),
  });
}

function before(hook) {
  return (work, limitMs) =>
    hook(async () => {
      await limited(work, limitMs).catch((error) => {
        unset.add(file());
        throw error;
      });
    });
}

const after = (hook) => (work, limitMs) => hook(() => limited(work, limitMs));

/** What tests import from `@jest/globals`; the runner has put its own there before. */
export const { expect, describe } = globalThis;
export const it = inTime(globalThis.it);
export const beforeAll = before(globalThis.beforeAll);
export const beforeEach = before(globalThis.beforeEach);
export const afterAll = after(globalThis.afterAll);
export const afterEach = after(globalThis.afterEach);
