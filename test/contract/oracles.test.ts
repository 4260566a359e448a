import { describe, expect, it } from 'vitest';
import { fitOrder } from '../../src/check/order.ts';
import { compositeGauss } from '../../src/model/quadrature.ts';
import { exponential } from '../exact-cases/dense-matrix.ts';
import { greenKubo, modeHistory, modulated } from '../exact-cases/green-kubo.ts';
import { homogeneousDiagnostics } from '../exact-cases/homogeneous.ts';
import { distanceToMaxwellian } from '../exact-cases/ornstein-uhlenbeck.ts';
import { meanSquareDisplacement, telegraphMode } from '../exact-cases/telegraph.ts';

describe('oracles of exact cases', () => {
  it('exponentiate a matrix that rotates and shrinks', () => {
    const [a, b] = [-30, 200];
    const [c, s] = [Math.exp(a) * Math.cos(b), Math.exp(a) * Math.sin(b)];
    const computed = exponential(Float64Array.of(a, b, -b, a));
    // The squarings amplify round-off by the norm of the matrix.
    [c, s, -s, c].forEach((value, i) => {
      expect(Math.abs(computed[i] - value)).toBeLessThan(1e-12 * Math.exp(a));
    });
  });

  it('solve the telegraph as its dense matrix exponential does, in both regimes of k', () => {
    const flow = { speed: 1.2, rate: 1.5, tilt: 0.3 };
    for (const k of [0.2, 7]) {
      const [t, a, w] = [0.8, flow.rate / 2, k * flow.speed];
      // Unknowns Re f₊, Re f₋, Im f₊, Im f₋.
      const generator = Float64Array.of(-a, a, w, 0, a, -a, 0, -w, -w, 0, -a, a, 0, w, a, -a);
      const e = exponential(generator.map((value) => value * t));
      const f = [0, 1, 2, 3].map((i) => e[4 * i] * (1 + flow.tilt) + e[4 * i + 1] * (1 - flow.tilt));
      const { density, flux } = telegraphMode(flow, k, t);
      const expected = [(f[0] + f[1]) / 2, (f[2] + f[3]) / 2, 0.6 * (f[0] - f[1]), 0.6 * (f[2] - f[3])];
      [density.re, density.im, flux.re, flux.im].forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-13);
      });
    }
  });

  it('turn the curvature of the telegraph mode at k = 0 into the mean square displacement', () => {
    const [speed, rate, t] = [1.2, 1.5, 0.8];
    const points = [0.4, 0.2, 0.1, 0.05].map((k) => {
      const displacement = (2 * (1 - telegraphMode({ speed, rate, tilt: 0 }, k, t).density.re)) / (k * k);
      return { epsilon: k, measured: Math.abs(displacement - meanSquareDisplacement(speed, rate, t)), uncertainty: 0 };
    });
    const fit = fitOrder(points, 2);
    expect(fit.fitted && fit.order.low >= 1.95, JSON.stringify(fit)).toBe(true);
  });

  it('find the decay of long waves at the rate D k² of Green and Kubo, up to a term of order k⁴', () => {
    const D = greenKubo(modulated(0));
    // Rates that do not depend on the state would give c²/λ = ¼; slow memory of the rate makes diffusion faster.
    expect(D).toBeGreaterThan(0.25);
    const points = [0.8, 0.4, 0.2, 0.1].map((k) => {
      const [, early, late] = modeHistory(modulated(k), [1, 1], 0, [0, 6, 8]);
      const rate = Math.log(early.density.re / late.density.re) / 2;
      return { epsilon: k, measured: Math.abs(rate / (k * k) - D), uncertainty: 1e-13 / (k * k) };
    });
    const fit = fitOrder(points, 2);
    expect(fit.fitted && fit.order.low >= 1.95 && fit.order.high <= 2.2, JSON.stringify(fit)).toBe(true);
  });

  it('need no more Hermite functions', () => {
    const times = [0, 0.01, 0.1, 0.3];
    const more = homogeneousDiagnostics(44, times);
    homogeneousDiagnostics(36, times).forEach((at, i) => {
      for (const name of ['V2', 'Y', 'E', 'I', 'K'] as const) {
        expect(Math.abs(at[name] - more[i][name]), name).toBeLessThan(1e-12);
      }
    });
  });

  it('measure the distance to the Maxwellian between the crossings of the densities', () => {
    const gaussian = (y: number, m: number, d: number): number =>
      Math.exp(-(((y - m) / d) ** 2) / 2) / (d * Math.sqrt(2 * Math.PI));
    const rule = compositeGauss(
      Array.from({ length: 4001 }, (_, i) => -10 + i / 200),
      4,
    );
    for (const [mean, deviation] of [
      [0.8, 1],
      [-0.3, 0.8],
      [0.5, 1.3],
      [0, 0.7],
    ]) {
      let sum = 0;
      rule.nodes.forEach((y, i) => {
        sum += rule.weights[i] * Math.abs(gaussian(y, mean, deviation) - gaussian(y, 0, 1));
      });
      // Panels that hold a crossing are wrong by the square of their width.
      expect(Math.abs(distanceToMaxwellian(mean, deviation) - sum)).toBeLessThan(1e-5);
    }
  });
});
