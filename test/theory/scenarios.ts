import fc from 'fast-check';
import { createModel } from '../../src/model/create-model.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import type { Model } from '../../src/model/model.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';

/** travelling-wave, changed by `patch`. */
export async function modelOf(patch: Partial<ScenarioInput> = {}): Promise<Model> {
  return createModel(
    await defineScenario({
      name: 'theory-test',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'two-speed', speed: 1 },
      signal: '0.1*sin(2*pi*x - t)',
      kernel: { rate: '1 + 0.6*tanh(z)' },
      initial: {
        density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)',
        profile: { type: 'gaussian', mean: 0.8, deviation: 1 },
      },
      time: 1,
      epsilons: [0.1],
      ...patch,
    }),
  );
}

const coefficient = fc.integer({ min: -20, max: 20 }).map((n) => n / 20);

/** Σ a sin(2πkx + ωt + φ) with up to three waves. */
const signals = fc
  .array(fc.tuple(coefficient, fc.integer({ min: -2, max: 2 }), fc.integer({ min: -3, max: 3 }), coefficient), {
    minLength: 1,
    maxLength: 3,
  })
  .map((waves) =>
    waves.map(([a, k, omega, phase]) => `${a}*sin(${2 * k}*pi*x + (${omega})*t + (${phase}))`).join(' + '),
  );

/** Non-symmetric kernels a + b tanh(cz) + d v tanh(w) + e exp(−z²), positive on |v| ≤ 2. */
const kernels = fc
  .tuple(coefficient, coefficient, coefficient)
  .map(([b, c, d]) => `3 + (${b})*tanh((${c})*z) + (${d})*tanh(v)*w/2 + exp(-z^2)`);

const velocities = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((n) => ({ set: 'two-speed' as const, speed: n / 2 })),
  fc.integer({ min: 2, max: 4 }).map((nodes) => ({ set: 'interval' as const, min: -1, max: 1.5, nodes })),
  fc.tuple(coefficient).map(([a]) => ({ set: 'list' as const, values: [-1.25, a / 2, 1], weights: [1, 2, 3] })),
);

/** Random one-dimensional scenarios, as patches of `modelOf`. */
export const scenarioPatches = fc
  .record({ signal: signals, rate: kernels, velocities })
  .map(({ signal, rate, velocities: set }): Partial<ScenarioInput> => ({ signal, kernel: { rate }, velocities: set }));
