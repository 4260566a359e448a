import { moderateSketchAt } from '../src/check/random-scenario.ts';
import { scenarioInput } from '../src/check/sketch.ts';
import type { ScenarioInput } from '../src/model/scenario-schema.ts';

/** The random case number `index` of a seed: always the same one. */
export function randomCaseAt(
  seed: number,
  index: number,
): { readonly scenario: ScenarioInput; readonly epsilon: number } {
  const sketch = moderateSketchAt(seed, index);
  return { scenario: scenarioInput(sketch), epsilon: sketch.epsilon };
}
