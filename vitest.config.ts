import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start worker threads and processes of their own; processes keep them apart from each other's globals.
    pool: 'forks',
    maxWorkers: 2,
    // Wide enough for a busy machine. Tests that solve state a longer limit themselves, at most 120 s.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
