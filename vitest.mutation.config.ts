import { defineConfig } from 'vitest/config';

// The tests of src/check and src/theory that take seconds: the others solve for minutes, once for every mutant.
export default defineConfig({
  test: {
    include: ['test/check/**/*.test.ts', 'test/theory/**/*.test.ts', 'test/specs/specs.test.ts', 'test/run.test.ts'],
    exclude: ['test/check/{calibration,falsify,stored-cases,result-store,code-version,agreement}.test.ts'],
    testTimeout: 60_000,
  },
});
