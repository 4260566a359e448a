import { describe, expect, it } from 'vitest';
import { createColumnGradient } from '../../src/model/column-gradient.ts';
import { compile } from '../../src/model/compile-expression.ts';
import { createModel } from '../../src/model/create-model.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import type { Model } from '../../src/model/model.ts';
import { planeWaves } from '../../src/model/plane-waves.ts';
import { adaptationByQuadrature } from './by-quadrature.ts';

const EPSILON = 0.05;

async function modelOf(signal: string): Promise<Model> {
  return createModel(
    await defineScenario({
      name: 'gradient',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'list', values: [-1, 0.5, 2], weights: [1, 1, 1] },
      signal,
      kernel: { rate: '1' },
      initial: { density: '1', profile: { type: 'equilibrium' } },
      time: 1,
      epsilons: [EPSILON],
    }),
  );
}

const SUMS = [
  '0.1*sin(2*pi*x - t)',
  '0.1*sin(2*pi*x - t) + 0.05*cos(2*pi*x + 2*t)',
  '-(0.3*cos(2*pi*(2*x - 0.25))*sin(3*t))/2 + 1',
  '(0.2*sin(2*pi*x) - 0.1)^2*sin(t) - cos(1)*cos(4*pi*x)',
  '0.4*sin(3*t)',
];
const OTHERS = ['0.2*exp(sin(2*pi*x) - t)', '0.1*sin(2*pi*x)*tanh(t)', '0.1*t*cos(2*pi*x)'];

describe('sums of plane waves', () => {
  it.each(SUMS)('%s is one, and its waves add up to it', async (signal) => {
    const { expr } = (await modelOf(signal)).scenario.signal.value;
    const waves = planeWaves(expr, 1);
    if (!waves) throw new Error('not recognised');
    const compiled = compile(expr, ['t', 'x']);
    for (const t of [0, 0.3, 2.7]) {
      for (const x of [-1.3, 0, 0.11, 0.77]) {
        const sum = waves.reduce((s, w) => s + w.amplitude * Math.sin(w.k[0] * x - w.omega * t + w.phase), 0);
        expect(sum).toBeCloseTo(compiled.at(t, x), 13);
      }
    }
  });

  it.each(OTHERS)('%s is none', async (signal) => {
    expect(planeWaves((await modelOf(signal)).scenario.signal.value.expr, 1)).toBeUndefined();
  });
});

/** Positions, and all velocities in turn. */
const X = Float64Array.from({ length: 12 }, (_, i) => -0.4 + 0.17 * i);
const WHICH = Int32Array.from(X, (_, i) => i);
const SPEED = WHICH.map((i) => i % 3);

function gradientAt(model: Model, t: Float64Array): Float64Array {
  const gradient = createColumnGradient(model, EPSILON, X.length);
  gradient.load(X.length, t, X);
  const out = new Float64Array(X.length);
  gradient.evaluate(X.length, WHICH, SPEED, out);
  return out;
}

describe('D_tN at points with their own times', () => {
  it.each([...SUMS, ...OTHERS])('is that of the quadrature along characteristics, %s', async (signal) => {
    const model = await modelOf(signal);
    const quadrature = adaptationByQuadrature(model, EPSILON, X);
    const t = Float64Array.from(X, (_, i) => [0, 1e-3 * EPSILON, 0.7 * EPSILON, 3 * EPSILON, 0.5, 1][i % 6]);
    const found = gradientAt(model, t);
    const expected = new Float64Array(1);
    X.forEach((x, i) => {
      quadrature.gradient(t[i], Float64Array.of(x), model.velocities[SPEED[i]], expected);
      expect(Math.abs(found[i] - expected[0])).toBeLessThanOrEqual(1e-10);
    });
  });

  it('keeps its digits when t is far below epsilon', async () => {
    const model = await modelOf('0.1*sin(2*pi*x - t)');
    const t = 1e-9 * EPSILON;
    const found = gradientAt(model, new Float64Array(X.length).fill(t));
    X.forEach((x, i) => {
      const [v] = model.velocities[SPEED[i]];
      // u = (t/ε) D_tM(0, x) (1 + O(t/ε)).
      const leading = (t / EPSILON) * 0.1 * (2 * Math.PI * v - 1) * Math.cos(2 * Math.PI * x);
      expect(Math.abs(found[i] / leading - 1)).toBeLessThan(1e-7);
    });
  });
});
