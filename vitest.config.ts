import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The package by its name, as examples import it: the sources. */
const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^lemmata$/, replacement: source('src/library/index.ts') },
      { find: /^lemmata\/vitest$/, replacement: source('src/library/vitest.ts') },
    ],
  },
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
