import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take longest; they come last, because the first test that notices a change ends the run. */
const SLOW = [
  'result-store',
  'inventory',
  'code-version',
  'signal-constants',
  'initial-figures',
  'constants',
  'falsify-search',
];

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
      'test/check/{cases-and-findings,code-version,dependency-graph,derived-series,error-budget}.test.ts',
      'test/check/{falsify-score,falsify-search,falsify-shrink,inventory,kernel-samples,nelder-mead,nelder-mead-steps}.test.ts',
      'test/check/{profile-samples,profiles,result-store,series-samples,sketch}.test.ts',
      'test/check/own-scheme/step-order.test.ts',
      'test/round-to-bar.test.ts',
      'test/theory/*.test.ts',
    ],
    // Seconds each, with solvers or random scenarios.
    exclude: ['test/theory/{random-scenarios,attained-rate,lemma-3.1}.test.ts'],
    setupFiles: ['test/mutation-setup.ts'],
    // One load of the modules for all mutants: none of the changes is in what runs at load.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
  },
});
