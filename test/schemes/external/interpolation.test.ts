import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src/model/create-model.ts';
import { loadScenario } from '../../../src/model/load-scenario.ts';
import type { FullSnapshot, MethylationSnapshot } from '../../../src/model/snapshot.ts';
import { caseFile } from '../../../src/schemes/external/case-file.ts';
import { gridSnapshots } from '../../../src/schemes/external/grid-result.ts';
import { decodeNpy, encodeNpy, type NumericArray } from '../../../src/schemes/external/npy.ts';
import { PeriodicResampling } from '../../../src/schemes/external/periodic-resampling.ts';
import { tablesOf } from '../../../src/schemes/external/tables.ts';

const model = createModel(await loadScenario('scenarios/travelling-wave.yaml'));
const EPSILON = 0.1;
const TIMES = Float64Array.of(0, 0.3);

const gauss = (y: number): number => Math.exp(-0.5 * y * y) / Math.sqrt(2 * Math.PI);
const cells = (from: number, to: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => from + ((i + 0.5) * (to - from)) / n);

/** The average of f over the cell of width h around a point, by Gauss–Legendre with three nodes twice: 1e-11 here. */
function average(f: (at: number) => number, at: number, h: number): number {
  const node = Math.sqrt(3 / 5);
  let sum = 0;
  const parts = 4;
  for (let k = 0; k < parts; k++) {
    const [centre, half] = [at + ((k + 0.5) / parts - 0.5) * h, h / (2 * parts)];
    sum += (5 * f(centre - node * half) + 8 * f(centre) + 5 * f(centre + node * half)) / (18 * parts);
  }
  return sum;
}

function arraysOf(arrays: { readonly [name: string]: NumericArray }) {
  return { names: Object.keys(arrays), get: (name: string) => arrays[name], place: (name: string) => name };
}
const line = (values: readonly number[]): NumericArray => ({
  shape: [values.length],
  values: Float64Array.from(values),
});

describe('resampling in x', () => {
  const wave = (x: number): number => 1 + 0.5 * Math.cos(2 * Math.PI * x) - 0.2 * Math.sin(6 * Math.PI * x);
  test.each([
    ['points on 20 cells', 20, false],
    ['averages over 20 cells', 20, true],
    ['averages over 15 cells', 15, true],
    ['points on 32', 32, false],
  ])('%s', (_, n, averages) => {
    const from = { start: 0.37 + 0.5 / n, spacing: 1 / n, count: n };
    const to = { start: 0, spacing: 1 / 32, count: 32 };
    const values = Float64Array.from({ length: n }, (_, i) => {
      const at = from.start + i / n;
      return averages ? average(wave, at, 1 / n) : wave(at);
    });
    const out = new Float64Array(32);
    new PeriodicResampling(from, to, averages).apply(values, out, 1);
    // The average above is a quadrature: 1e-7 of the highest wave.
    out.forEach((value, j) => {
      expect(Math.abs(value - wave(j / 32))).toBeLessThanOrEqual(averages ? 1e-7 : 1e-13);
    });
    expect(out.reduce((sum, value) => sum + value / 32, 0)).toBeCloseTo(
      values.reduce((sum, value) => sum + value / n, 0),
      13,
    );
  });
});

describe('the internal variable', () => {
  const nx = 32;
  const x = cells(0, 1, nx);
  /** u = D_tN at one place. */
  const gradient = (time: number, at: number, iv: number): number => {
    const out = new Float64Array(1);
    model.adaptation(EPSILON).gradient(time, Float64Array.of(at), model.velocities[iv], out);
    return out[0];
  };
  const density = (
    n: number,
    inner: readonly number[],
    value: (t: number, x: number, iv: number, at: number) => number,
  ) => ({
    shape: [TIMES.length, nx, 2, n],
    values: Float64Array.from({ length: TIMES.length * nx * 2 * n }, (_, i) => {
      const [j, iv, ix, k] = [i % n, Math.floor(i / n) % 2, Math.floor(i / n / 2) % nx, Math.floor(i / n / 2 / nx)];
      return value(TIMES[k], x[ix], iv, inner[j]);
    }),
  });
  const context = { model, epsilon: EPSILON, times: TIMES, points: 64 };

  test.each([
    ['point values', false, 1e-9],
    ['cell averages', true, 1e-7],
  ])('z = (m−M)/ε becomes y = (m−N)/ε: %s', (_, averages, tolerance) => {
    const z = cells(-9, 9, 64);
    const known = new Map<string, number>();
    const at = (t: number, place: number, iv: number): number => {
      const key = `${t} ${place} ${iv}`;
      if (!known.has(key)) known.set(key, gradient(t, place, iv));
      return known.get(key)!;
    };
    const r = density(64, z, (t, xi, iv, zj) => {
      if (!averages) return gauss(zj + at(t, xi, iv) - 0.4);
      return average((place) => average((law) => gauss(law + at(t, place, iv) - 0.4), zj, 18 / 64), xi, 1 / nx);
    });
    const snapshots = gridSnapshots(arraysOf({ r, x: line(x), z: line(z) }), 'r', { ...context, averages });
    for (const k of [0, 1]) {
      const q = snapshots(k) as FullSnapshot;
      expect(q).toMatchObject({ level: 'full', time: TIMES[k], frame: { theta: EPSILON } });
      for (let row = 0; row < q.x.count * 2; row++) {
        for (let j = 0; j < q.y.count; j++) {
          const y = q.y.start + j * q.y.spacing;
          if (Math.abs(y) > 6) continue;
          const error = Math.abs(q.values[row * q.y.count + j] - gauss(y - 0.4));
          expect(error).toBeLessThanOrEqual(tolerance);
        }
      }
    }
  });

  test('y and m stay what they are, with zeros around', () => {
    const y = cells(-6, 6, 40);
    const q = density(40, y, (_t, _x, _iv, at) => gauss(at));
    const whole = gridSnapshots(arraysOf({ q, x: line(x), y: line(y) }), 'q', { ...context, averages: false })(
      1,
    ) as FullSnapshot;
    const spacing = 12 / 40;
    expect(whole.y.count).toBe(64);
    const first = whole.y.start + 12 * spacing;
    expect(first).toBeCloseTo(y[0], 12);
    expect(whole.values[11]).toBe(0);
    expect(whole.values[12]).toBeCloseTo(gauss(y[0]), 12);
    const m = density(40, y, (_t, _x, _iv, at) => gauss(at));
    const inM = gridSnapshots(arraysOf({ p: m, x: line(x), m: line(y) }), 'p', { ...context, averages: false })(
      1,
    ) as MethylationSnapshot;
    expect(inM).toMatchObject({ level: 'methylation', m: whole.y });
    expect(inM.values).toEqual(whole.values);
  });
});

describe('.npy', () => {
  test('what is written is read', () => {
    const array = { shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, -0.5) };
    expect(decodeNpy(encodeNpy(array))).toEqual(array);
    expect(encodeNpy(array).length % 16).toBe(0);
  });

  test('a type that is no real number is refused', () => {
    const bytes = encodeNpy({ shape: [1], values: Float64Array.of(1) });
    bytes.set(new TextEncoder().encode("'<c8'"), 10 + "{'descr': ".length);
    expect(() => decodeNpy(bytes)).toThrow("has elements of type '<c8', expected float64, float32 or integers");
  });

  test('a shape that would not fit is refused before it is filled', () => {
    expect(() => decodeNpy(encodeNpy({ shape: [100], values: new Float64Array(100) }), 799)).toThrow('has 100 numbers');
  });
});

test('tables hold the functions of the case', () => {
  const found = caseFile(model, EPSILON, TIMES, { time: 1, x: 1, y: 1 }, { tables: true });
  const tables = tablesOf(model, EPSILON, found);
  const [t, x, z] = ['t', 'x', 'z'].map((name) => tables.get(name)!.values);
  const at = (name: string, ...index: number[]): number => {
    const { shape, values } = tables.get(name)!;
    return values[index.reduce((sum, i, axis) => sum * shape[axis] + i, 0)];
  };
  const phase = 2 * Math.PI * x[100] - t[300];
  expect(at('signal', 300, 100)).toBeCloseTo(0.1 * Math.sin(phase), 13);
  expect(at('signal_dt', 300, 100)).toBeCloseTo(-0.1 * Math.cos(phase), 13);
  expect(at('signal_dx', 300, 100)).toBeCloseTo(0.2 * Math.PI * Math.cos(phase), 13);
  expect(at('rate', 1500, 1, 0)).toBeCloseTo(1 + 0.6 * Math.tanh(z[1500]), 13);
  expect(at('density', 100, 1)).toBeCloseTo(1 + 0.5 * Math.cos(2 * Math.PI * x[100]) * 1.3, 12);
  const { initial } = found;
  expect(initial.density.mass).toBeCloseTo(1, 12);
  expect(initial.profile).toEqual({ components: [{ weight: 1, mean: 0.8, deviation: 1 }] });
});
