import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take longest; they come last, because the first test that notices a change ends the run. */
const SLOW = ['attained-rate', 'signal-constants', 'initial-figures', 'constants', 'lemma-3.1'];

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      SLOW.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

// The tests of verdicts, orders and bounds that take milliseconds: every mutant runs all of them that reach it.
export default defineConfig({
  test: {
    include: [
      'test/check/{verdict,order,mutation,time-integral,judge,judge-entries,judge-expected}.test.ts',
      'test/theory/*.test.ts',
    ],
    exclude: ['test/theory/random-scenarios.test.ts'],
    setupFiles: ['test/mutation-setup.ts'],
    // One load of the modules for all mutants: none of the changes is in what runs at load.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
  },
});
