import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptationLagSamples, gapSamples, spreadSamples, uniformGapSamples } from '../../src/check/lemma-samples.ts';
import { judgeBound } from '../../src/check/verdict.ts';
import { boundData } from '../../src/theory/bound-data.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { pathSuprema } from '../../src/theory/path-suprema.ts';
import { entropyFloor } from '../../src/theory/proposition-4.1.ts';
import { modelOf, scenarioPatches } from './scenarios.ts';

// A file of its own: at seconds these are too slow to be run for every change of `npm run mutation-score`.
describe('the constants of the assumptions', () => {
  it('enclose what a fine grid finds, over random scenarios', async () => {
    await fc.assert(
      fc.asyncProperty(scenarioPatches, async (patch) => {
        const model = await modelOf(patch);
        const constants = computeConstants(model);
        const gradients = pathSuprema(model, 'gradient');
        const curvatures = pathSuprema(model, 'curvature');
        const x = Float64Array.from({ length: 200 }, (_, i) => i / 200);
        const out = new Float64Array(x.length);
        let steepest = 0;
        model.velocities.forEach((v, iv) => {
          for (let k = 0; k <= 20; k++) {
            model.pathGradient(k / 20, x, v, out);
            for (const value of out) {
              steepest = Math.max(steepest, Math.abs(value));
              expect(Math.abs(value)).toBeLessThanOrEqual(gradients[iv].value);
            }
            model.pathCurvature(k / 20, x, v, out);
            for (const value of out) expect(Math.abs(value)).toBeLessThanOrEqual(curvatures[iv].value);
          }
        });
        expect(steepest).toBeGreaterThanOrEqual(0.95 * constants.pathGradient.value - 1e-12);
        const z = Float64Array.from({ length: 400 }, (_, i) => Math.tan(((i - 199.5) / 400) * Math.PI));
        const rate = new Float64Array(z.length);
        let outflow = 0;
        model.velocities.forEach((_, pre) => {
          const total = new Float64Array(z.length);
          model.velocities.forEach((_v, post) => {
            model.rate(z, post, pre, rate);
            rate.forEach((value, i) => {
              total[i] += model.weights[post] * value;
            });
          });
          outflow = Math.max(outflow, ...total);
        });
        expect(outflow).toBeLessThanOrEqual(constants.lambda0.value);
        expect(outflow).toBeGreaterThanOrEqual(0.99 * (constants.lambda0.value - constants.lambda0.uncertainty));
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});

const line = { space: { dimension: 1, domain: 'line', halfWidth: 9 } } as const;

describe('figures of the data at t = 0', () => {
  it('respect the lower bound −B(0) ≤ E(0)', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenarioPatches,
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        fc.double({ min: 0.2, max: 2, noNaN: true }),
        fc.boolean(),
        async (patch, tilt, width, onLine) => {
          const density = onLine ? `exp(-(x/(${width}))^2)*(1 + (${tilt})*tanh(x))` : `1 + (${tilt})*sin(2*pi*x)`;
          const model = await modelOf({
            ...patch,
            ...(onLine ? { ...line, signal: '0.1*sin(x - t)' } : {}),
            initial: { density, profile: { type: 'equilibrium' } },
          });
          const { lower, upper } = boundData(model, computeConstants(model), 0.1);
          // An equality for uniform data: round-off.
          expect(upper.E).toBeGreaterThanOrEqual(-entropyFloor(lower, 0) - 1e-13);
        },
      ),
      { numRuns: 10 },
    );
  }, 60_000);
});

describe('Lemma 3.1', () => {
  it('holds for random signals, kernels and velocities, from ε = 1 to 1e-8', async () => {
    await fc.assert(
      fc.asyncProperty(scenarioPatches, fc.integer({ min: 0, max: 8 }), async (patch, exponent) => {
        const model = await modelOf(patch);
        const context = { model, constants: computeConstants(model), epsilon: 10 ** -exponent };
        for (const samples of [spreadSamples, adaptationLagSamples, gapSamples, uniformGapSamples]) {
          for (const { measured, bound } of samples(context))
            expect(judgeBound(measured, bound, 1).verdict).toBe('pass');
        }
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});
