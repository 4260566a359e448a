import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createAdaptation, type SignalFields } from '../../src/model/adaptation.ts';
import { createModel } from '../../src/model/create-model.ts';
import type { Field } from '../../src/model/field.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';
import type { Adaptation } from '../../src/model/model.ts';
import { type PlaneWave, planeWaves } from '../../src/model/plane-waves.ts';
import { addWaveMemory, type PathOrder, wavesAgree } from '../../src/model/wave-memory.ts';
import { fieldsOfModel } from './by-quadrature.ts';

const TIME = 2;
const GOLDEN = 0.6180339887498949;
/** Seven points in the unit cube. */
const probes = (d: number): Float64Array => Float64Array.from({ length: 7 * d }, (_, i) => ((i + 0.5) * GOLDEN) % 1);
const VELOCITIES: { readonly [d: number]: readonly (readonly number[])[] } = {
  1: [[-1], [0.4], [1.5]],
  3: [
    [0.6, -0.8, 0],
    [0.3, 0.2, -1.1],
  ],
};

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, c, j) => sum + c * b[j], 0);

/** Σ A g(b, θ), written without the module under test. */
function fieldOf(waves: readonly PlaneWave[], g: (b: number, theta: number) => number): Field {
  return (t, x, v, out) => {
    const d = v.length;
    for (let i = 0; i < out.length; i++) {
      const at = typeof t === 'number' ? t : t[i];
      out[i] = 0;
      for (const { amplitude, k, omega, phase } of waves) {
        const theta = dot(k, Array.from(x.subarray(i * d, i * d + d))) - omega * at + phase;
        out[i] += amplitude * g(dot(k, v) - omega, theta);
      }
    }
  };
}

const fieldsOf = (waves: readonly PlaneWave[]): SignalFields => ({
  signal: fieldOf(waves, (_, theta) => Math.sin(theta)),
  pathGradient: fieldOf(waves, (b, theta) => b * Math.cos(theta)),
  pathCurvature: fieldOf(waves, (b, theta) => -b * b * Math.sin(theta)),
  waves: undefined,
});

const ORDERS: readonly (readonly [PathOrder, 'signal' | 'pathGradient' | 'pathCurvature', keyof Adaptation])[] = [
  [0, 'signal', 'signal'],
  [1, 'pathGradient', 'gradient'],
  [2, 'pathCurvature', 'gap'],
];

const adaptationOf = (epsilon: number, d: number, fields: SignalFields): Adaptation =>
  createAdaptation(epsilon, TIME, probes(d), VELOCITIES[d], fields);

function valuesOf(
  adaptation: Adaptation,
  name: 'signal' | 'gradient' | 'gap',
  t: number,
  v: readonly number[],
): number[] {
  const x = probes(v.length);
  const out = new Float64Array(x.length / v.length);
  adaptation[name](t, x, v, out);
  return Array.from(out);
}

/** n/64 with |n/64| ≤ most: no subnormal numbers, for which round-off is not relative. */
const number = (most: number) => fc.integer({ min: -64 * most, max: 64 * most }).map((n) => n / 64);
const wave = (d: number): fc.Arbitrary<PlaneWave> =>
  fc.record({
    amplitude: number(2),
    k: fc.array(
      fc.integer({ min: -2, max: 2 }).map((n) => 2 * Math.PI * n),
      { minLength: d, maxLength: d },
    ),
    omega: number(5),
    phase: number(4),
  });

describe('the closed form of the memory of plane waves', () => {
  /**
   * Relative to Σ|A|(|ω| + Σ|k_j v_j|)ⁿ: the quadrature is chosen to 1e-14 of the field, and phases up to 60 carry a
   * round-off of a few 60 · 2^{−53} ≈ 7e-15 in both.
   */
  const TOLERANCE = 1e-13;

  test.each([1, 3])('is what the quadrature gives, d = %d', (d) => {
    fc.assert(
      fc.property(
        fc.array(wave(d), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 0.1, 1e-2, 1e-3, 1e-6),
        fc.constantFrom(0, 1e-12, 1e-6, 0.01, 0.5, 3, 30, 1e3, Number.POSITIVE_INFINITY),
        (waves, epsilon, tau) => {
          const t = Math.min(TIME, tau * epsilon);
          const byQuadrature = adaptationOf(epsilon, d, fieldsOf(waves));
          const closed = adaptationOf(epsilon, d, { ...fieldsOf(waves), waves });
          for (const [order, field, name] of ORDERS) {
            // Otherwise two quadratures would be compared.
            expect(wavesAgree(waves, order, fieldsOf(waves)[field], TIME, probes(d), VELOCITIES[d])).toBe(true);
            for (const v of VELOCITIES[d]) {
              const scale = waves.reduce((sum, { amplitude, k, omega }) => {
                const rate = k.reduce((total, c, j) => total + Math.abs(c * v[j]), Math.abs(omega));
                // The gap is of the size of D_tM and ε D_t²M.
                const size = [1, rate, rate + epsilon * rate * rate][order];
                return sum + Math.abs(amplitude) * size;
              }, 0);
              // D_tN is of the size of t/ε at first, and keeps its digits there.
              const part = name === 'gradient' ? Math.min(1, t / epsilon) : 1;
              const expected = valuesOf(byQuadrature, name as 'gradient', t, v);
              valuesOf(closed, name as 'gradient', t, v).forEach((value, i) => {
                expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(TOLERANCE * scale * part);
              });
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

const WAVES: readonly PlaneWave[] = [
  { amplitude: 0.3, k: [2 * Math.PI], omega: 1.3, phase: 0.4 },
  { amplitude: -0.2, k: [-4 * Math.PI], omega: 0.7, phase: 2 },
];
const [FIRST, SECOND] = WAVES;
/** Far above round-off, and far below every other error of a solver: a fault that nothing else would see. */
const SLIGHTLY = 1 + 1e-10;
const FAULTS: readonly (readonly [string, readonly PlaneWave[]])[] = [
  ['amplitude', [{ ...FIRST, amplitude: FIRST.amplitude * SLIGHTLY }, SECOND]],
  ['wave vector', [{ ...FIRST, k: [FIRST.k[0] * SLIGHTLY] }, SECOND]],
  ['frequency', [FIRST, { ...SECOND, omega: SECOND.omega * SLIGHTLY }]],
  ['phase', [FIRST, { ...SECOND, phase: SECOND.phase * SLIGHTLY }]],
  ['sense', [{ ...FIRST, omega: -FIRST.omega }, SECOND]],
  ['wave that is missing', [FIRST]],
  ['number of all', []],
];

describe('waves that are not the signal', () => {
  const fields = fieldsOf(WAVES);
  const epsilon = 0.1;
  const [v] = VELOCITIES[1];
  const t = 0.7;

  it.each(FAULTS)('are not used: a wrong %s', (_, waves) => {
    const byQuadrature = adaptationOf(epsilon, 1, fields);
    const guarded = adaptationOf(epsilon, 1, { ...fields, waves });
    for (const [order, field, name] of ORDERS) {
      expect(wavesAgree(waves, order, fields[field], TIME, probes(1), VELOCITIES[1])).toBe(false);
      // To the last bit, because it is the same computation.
      const expected = valuesOf(byQuadrature, name as 'gradient', t, v);
      expect(valuesOf(guarded, name as 'gradient', t, v)).toEqual(expected);
    }
    // Had they been used, the result would be another one: by more than the 1e-14 of the quadrature.
    const wrong = new Float64Array(7);
    addWaveMemory(waves, 1, epsilon)(t, probes(1), v, wrong);
    const expected = valuesOf(byQuadrature, 'gradient', t, v);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - wrong[i])))).toBeGreaterThan(1e-12);
  });

  it('are compared for each derivative by itself, with functions that may be wrong themselves', () => {
    const twice: Field = (at, x, velocity, out) => {
      fields.pathGradient(at, x, velocity, out);
      for (let i = 0; i < out.length; i++) out[i] *= 2;
    };
    const faulty = { ...fields, pathGradient: twice };
    const found = adaptationOf(epsilon, 1, { ...faulty, waves: WAVES });
    expect(valuesOf(found, 'gradient', t, v)).toEqual(valuesOf(adaptationOf(epsilon, 1, faulty), 'gradient', t, v));
    const closed = adaptationOf(epsilon, 1, { ...fields, waves: WAVES });
    expect(valuesOf(found, 'signal', t, v)).toEqual(valuesOf(closed, 'signal', t, v));
  });

  it('are not used where the functions have no value', () => {
    const none: Field = (_t, _x, _v, out) => out.fill(Number.NaN);
    expect(wavesAgree(WAVES, 0, none, TIME, probes(1), VELOCITIES[1])).toBe(false);
  });

  it('are compared once, and for the derivative that is asked for', () => {
    const calls = { signal: 0, pathGradient: 0, pathCurvature: 0 };
    const counted = (name: keyof typeof calls): Field => {
      return (...args) => {
        calls[name]++;
        fields[name](...args);
      };
    };
    const adaptation = adaptationOf(epsilon, 1, {
      signal: counted('signal'),
      pathGradient: counted('pathGradient'),
      pathCurvature: counted('pathCurvature'),
      waves: WAVES,
    });
    expect(calls).toEqual({ signal: 0, pathGradient: 0, pathCurvature: 0 });
    for (let i = 1; i <= 5; i++) valuesOf(adaptation, 'gradient', t / i, v);
    // Three times for each velocity, and never again.
    expect(calls).toEqual({ signal: 0, pathGradient: 3 * VELOCITIES[1].length, pathCurvature: 0 });
  });
});

describe('round-off', () => {
  const files = ['scenarios', 'scenarios/controls', 'scenarios/large'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => `${folder}/${file}`),
  );
  /** Signals that are no sums of plane waves. */
  const OTHERS = ['whole-line', 'kinked-signal', 'attractant-bump'];

  test.each(files)('of the expression never keeps the waves of %s from being used', async (file) => {
    const scenario = await loadScenario(file);
    const d = scenario.space.dimension;
    const waves = planeWaves(scenario.signal.value.expr, d);
    expect(waves === undefined).toBe(OTHERS.includes(scenario.name));
    if (!waves) return;
    const model = createModel(scenario);
    const fields = fieldsOfModel(model);
    for (const [order, field] of ORDERS) {
      const agree = wavesAgree(waves, order, fields[field], scenario.time, probes(d), model.velocities);
      expect(agree).toBe(true);
    }
  });
});
