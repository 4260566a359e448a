import { describe, expect, it } from 'vitest';
import { createModel } from '../../src/model/create-model.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import type { Adaptation, Model } from '../../src/model/model.ts';
import { adaptationByQuadrature } from './by-quadrature.ts';

const A = 0.3;
const K = 2 * Math.PI;
const OMEGA = 1.3;

async function planeWave(): Promise<Model> {
  return createModel(
    await defineScenario({
      name: 'plane-wave',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'list', values: [-1, 0.4, 1.5], weights: [1, 1, 1] },
      signal: `${A}*sin(2*pi*x - ${OMEGA}*t)`,
      kernel: { rate: '1' },
      initial: { density: '1', profile: { type: 'equilibrium' } },
      time: 2,
      epsilons: [0.1],
    }),
  );
}

/** Re ∫₀^{t/ε} c e^{i(phase + slope σ)} e^{−σ} dσ without cancellation when t ≪ ε: c e^{i phase}(1 − e^{−sτ})/s, s = 1 − i slope. */
function memory(c: number, phase: number, slope: number, tau: number): number {
  const re = -tau;
  const im = slope * tau;
  // 1 − e^{re + i im} by expm1 and the half-angle formula.
  const grow = Math.expm1(re);
  const a = -(grow - 2 * Math.exp(re) * Math.sin(im / 2) ** 2);
  const b = -Math.exp(re) * Math.sin(im);
  const size = 1 + slope * slope;
  const qr = (a - slope * b) / size;
  const qi = (b + slope * a) / size;
  return c * (Math.cos(phase) * qr - Math.sin(phase) * qi);
}

const EPSILONS = [1, 1e-1, 1e-2, 1e-3, 1e-5, 1e-7, 1e-10];
const POSITIONS = Float64Array.from([0, 0.13, 0.37, 0.5, 0.81, 0.99]);

/** N and its derivatives from the waves of the signal, and from quadratures, as for a signal that is no sum of waves. */
const WAYS: readonly (readonly [string, (model: Model, epsilon: number) => Adaptation])[] = [
  ['in closed form', (model, epsilon) => model.adaptation(epsilon)],
  ['by quadrature', (model, epsilon) => adaptationByQuadrature(model, epsilon, POSITIONS)],
];

describe.each(WAYS)('N, D_tN and D_tM − D_tN of a plane wave, %s', async (_, adaptationOf) => {
  const model = await planeWave();
  const largest = A * (K * 1.5 + OMEGA);

  it.each(EPSILONS)('ε = %d', (epsilon) => {
    const adaptation = adaptationOf(model, epsilon);
    const out = new Float64Array(POSITIONS.length);
    for (const v of model.velocities) {
      const b = K * v[0] - OMEGA;
      for (const t of [1e-3 * epsilon, 0.3 * epsilon, epsilon, 5 * epsilon, 30 * epsilon, 0.7, 2]) {
        if (t > model.scenario.time) continue;
        const tau = t / epsilon;
        // Along the path D_tM = A b cos(θ − ε b σ).
        adaptation.gradient(t, POSITIONS, v, out);
        POSITIONS.forEach((x, i) => {
          const theta = K * x - OMEGA * t;
          expect(Math.abs(out[i] - memory(A * b, theta, -epsilon * b, tau))).toBeLessThan(1e-12 * largest);
        });
        // D_t²M = −A b² sin(θ − ε b σ) = A b² cos(θ + π/2 − ε b σ); foot of the path: θ − b t.
        adaptation.gap(t, POSITIONS, v, out);
        POSITIONS.forEach((x, i) => {
          const theta = K * x - OMEGA * t;
          const exact =
            A * b * Math.cos(theta - b * t) * Math.exp(-tau) +
            epsilon * memory(A * b * b, theta + Math.PI / 2, -epsilon * b, tau);
          expect(Math.abs(out[i] - exact)).toBeLessThan(1e-12 * largest * Math.max(1, epsilon * Math.abs(b)));
        });
        adaptation.signal(t, POSITIONS, v, out);
        POSITIONS.forEach((x, i) => {
          const theta = K * x - OMEGA * t;
          const exact =
            A * Math.sin(theta - b * t) * Math.exp(-tau) + memory(A, theta - Math.PI / 2, -epsilon * b, tau);
          expect(Math.abs(out[i] - exact)).toBeLessThan(1e-12);
        });
      }
    }
  });

  it('is zero at t = 0, where N = M', () => {
    const out = new Float64Array(POSITIONS.length).fill(7);
    adaptationOf(model, 0.01).gradient(0, POSITIONS, [1], out);
    expect(out.every((value) => value === 0)).toBe(true);
  });
});

describe('Λ̄ of (1.12)', () => {
  const scenario = (rate: string) =>
    defineScenario({
      name: 'rate',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'two-speed', speed: 1 },
      signal: '0.1*sin(2*pi*x)',
      kernel: { rate },
      initial: { density: '1', profile: { type: 'equilibrium' } },
      time: 1,
      epsilons: [0.1],
    });
  const at = Float64Array.from([-4, -1.5, 0, 0.3, 2, 4]);

  // Gaussian averages in closed form; with a = D_tM the argument is y − a, so odd parts change sign.
  it.each([
    ['2 + sin(z)', (a: number) => 2 - Math.sin(a) * Math.exp(-0.5)],
    ['1 + exp(-z^2/2)', (a: number) => 1 + Math.exp((-a * a) / 4) / Math.SQRT2],
    ['2 + cos(3*z)', (a: number) => 2 + Math.cos(3 * a) * Math.exp(-4.5)],
  ])('%s', async (rate, exact) => {
    const model = createModel(await scenario(rate));
    const out = new Float64Array(at.length);
    model.averagedRate(at, 0, 1, out);
    at.forEach((a, i) => {
      expect(Math.abs(out[i] - exact(a))).toBeLessThan(1e-13);
    });
  });

  it('handles a kink: the average of |z| under violates-free kernels', async () => {
    const model = createModel(await scenario('min(abs(z), 5) + 1'));
    const out = new Float64Array(1);
    model.averagedRate(Float64Array.of(0), 0, 1, out);
    // E min(|Z|, 5) = √(2/π)(1 − e^{−12.5}) + 5·2·P(Z > 5).
    const tail = 2.866515718791939e-7;
    const exact = 1 + Math.sqrt(2 / Math.PI) * (1 - Math.exp(-12.5)) + 10 * tail;
    expect(Math.abs(out[0] - exact)).toBeLessThan(1e-12);
  });
});
