import { defineConfig } from 'vitest/config';

// The tests of verdicts, orders and bounds that take milliseconds: every mutant runs all of them that reach it.
export default defineConfig({
  test: {
    include: [
      'test/check/{verdict,order,mutation,time-integral,judge,judge-entries,judge-expected}.test.ts',
      'test/theory/*.test.ts',
    ],
    setupFiles: ['test/mutation-setup.ts'],
    testTimeout: 60_000,
  },
});
