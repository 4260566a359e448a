import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeConstants } from '../../src/theory/constants.ts';
import { pathSuprema } from '../../src/theory/path-suprema.ts';
import { modelOf, scenarioPatches } from './scenarios.ts';

// A file of its own: at three seconds it is too slow to be run for every change of `npm run mutation-score`.
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
