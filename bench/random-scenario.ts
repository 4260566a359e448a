import fc from 'fast-check';
import type { ScenarioInput } from '../src/model/scenario-schema.ts';

/** Uniform in [min, max] with four digits: without the bias towards corner cases, which are all alike here. */
const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 10_000 })).map((n) => Number((min + ((max - min) * n) / 10_000).toPrecision(4)));

/** Random trigonometric signal of period 1 with |D_tM| up to about 3. */
const signal: fc.Arbitrary<string> = fc
  .array(fc.tuple(between(-0.15, 0.15), fc.constantFrom(1, 2), between(-2, 2), between(0, 6)), {
    minLength: 1,
    maxLength: 2,
  })
  .map((waves) => waves.map(([a, k, omega, phase]) => `${a}*sin(${k}*2*pi*x + ${omega}*t + ${phase})`).join(' + '));

/** Positive rates, most of them not symmetric in v and w. */
const rate: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(between(0.3, 2), between(-0.9, 0.9), between(0.3, 1.2), between(-1, 1))
    .map(([a, b, c, d]) => `${a}*(1 + ${b}*tanh(${c}*z + ${d}))`),
  fc
    .tuple(between(0.3, 2), between(0, 2), between(-0.4, 0.4))
    .map(([a, b, c]) => `${a}*(1 + ${b}*exp(-z^2/2))*(1 + ${c}*v)`),
  fc
    .tuple(between(0.3, 1.5), between(-0.8, 0.8), between(-0.4, 0.4))
    .map(([a, b, c]) => `${a}*(1 + ${b}*sin(z))*(1 + ${c}*v*w)`),
);

const velocities: fc.Arbitrary<ScenarioInput['velocities']> = fc.oneof(
  { weight: 3, arbitrary: between(0.3, 1.5).map((speed) => ({ set: 'two-speed' as const, speed })) },
  {
    weight: 1,
    arbitrary: fc.tuple(between(0.2, 1), between(0.2, 2)).map(([slow, weight]) => ({
      set: 'list' as const,
      values: [-1, slow, 1.2],
      weights: [1, weight, 1],
    })),
  },
);

const profile: fc.Arbitrary<ScenarioInput['initial']['profile']> = fc.oneof(
  fc.constant({ type: 'equilibrium' as const }),
  fc
    .tuple(between(-1.2, 1.2), between(0.6, 1.4))
    .map(([mean, deviation]) => ({ type: 'gaussian' as const, mean, deviation })),
  fc.tuple(between(-1.5, 0), between(0, 1.5), between(0.7, 1.2)).map(([left, right, deviation]) => ({
    type: 'mixture' as const,
    components: [
      { weight: 1, mean: left, deviation },
      { weight: 2, mean: right, deviation: 1 },
    ],
  })),
);

const density: fc.Arbitrary<string> = fc
  .tuple(between(-0.6, 0.6), between(0, 6), between(-0.2, 0.2))
  .map(([a, phase, b]) => `1 + ${a}*cos(2*pi*x + ${phase}) + ${b}*v`);

/** A random one-dimensional scenario on the torus and one ε, log-uniform in [1e-5, 0.2]. */
export const randomCase: fc.Arbitrary<{ readonly scenario: ScenarioInput; readonly epsilon: number }> = fc
  .record({ signal, rate, velocities, profile, density, exponent: between(-5, -0.7) })
  .map(({ exponent, ...parts }) => {
    const epsilon = Number((10 ** exponent).toPrecision(3));
    return {
      epsilon,
      scenario: {
        name: 'random',
        space: { dimension: 1, domain: 'torus', length: 1 },
        velocities: parts.velocities,
        signal: parts.signal,
        kernel: { rate: parts.rate },
        initial: { density: parts.density, profile: parts.profile },
        time: 0.3,
        epsilons: [epsilon],
      },
    };
  });

/** The case number `index` of a seed: always the same one. */
export function randomCaseAt(
  seed: number,
  index: number,
): { readonly scenario: ScenarioInput; readonly epsilon: number } {
  return fc.sample(randomCase, { seed: seed + index, numRuns: 1 })[0];
}
