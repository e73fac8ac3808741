import { TEST_LIMIT_MS } from './jest/limits.mjs';
import { swc } from './jest/swc.mjs';

const shared = {
  testEnvironment: 'node',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

export default {
  maxWorkers: 3,
  testTimeout: TEST_LIMIT_MS,
  workerIdleMemoryLimit: '512MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      setupFiles: ['reflect-metadata'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['**/*.int-spec.ts'],
      // The whole product in a fresh sandbox per file costs more than most files compute: here it
      // is loaded once per thread, by Node itself.
      runner: 'jest-light-runner',
      setupFiles: ['<rootDir>/jest/setup.mjs'],
      setupFilesAfterEnv: ['<rootDir>/jest/test-globals.mjs'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
    },
  ],
};
