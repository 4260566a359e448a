import { compile } from '../../model/compile-expression.ts';
import type { Model } from '../../model/model.ts';
import { boxOf } from '../../model/space-box.ts';
import type { CaseFile } from './case-file.ts';
import type { NumericArray } from './npy.ts';

/** Grids of the tables: linear interpolation is then wrong by a few 1e-5 of what it interpolates. */
const NT = 513;
const NX = 512;
const NZ = 2049;
/** Initial data are differentiated twice by who balances entropies: their kinks must be finer. */
const NY = 16385;

const spread = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** The functions of a case as arrays (docs/your-scheme.md, “Tables”), by the name of their file. */
export function tablesOf(model: Model, epsilon: number, { suggested }: CaseFile): ReadonlyMap<string, NumericArray> {
  const { scenario } = model;
  const { start, length } = boxOf(model.scenario.space);
  const nv = model.velocities.length;
  const t = spread(0, scenario.time, NT);
  const x = Float64Array.from({ length: NX }, (_, i) => start + (length * i) / NX);
  const edge = suggested.z.start - suggested.z.spacing;
  const z = spread(edge, -edge, NZ);
  const y = spread(edge, -edge, NY);
  const inTime = (value: (time: number, out: Float64Array) => void): NumericArray => {
    const values = new Float64Array(NT * NX);
    t.forEach((time, k) => {
      value(time, values.subarray(k * NX, (k + 1) * NX));
    });
    return { shape: [NT, NX], values };
  };
  const derivative = (formula: typeof scenario.signal.dt) => {
    const compiled = compile(formula.expr, ['t', 'x']);
    return inTime((time, out) => compiled.evaluate([time, x], out));
  };
  /** Columns over the last index. */
  const table = (shape: readonly number[], column: (index: number, out: Float64Array) => void): NumericArray => {
    const [rows, ...rest] = shape;
    const columns = rest.reduce((product, n) => product * n, 1);
    const values = new Float64Array(rows * columns);
    const out = new Float64Array(rows);
    for (let index = 0; index < columns; index++) {
      column(index, out);
      for (let i = 0; i < rows; i++) values[i * columns + index] = out[i];
    }
    return { shape, values };
  };
  const profile = new Float64Array(NY);
  model.profile(epsilon, y, profile);
  const line = (values: Float64Array): NumericArray => ({ shape: [values.length], values });
  return new Map([
    ['t', line(t)],
    ['x', line(x)],
    ['z', line(z)],
    ['y', line(y)],
    ['signal', inTime((time, out) => model.signal(time, x, out))],
    ['signal_dt', derivative(scenario.signal.dt)],
    ['signal_dx', derivative(scenario.signal.dx[0])],
    ['rate', table([NZ, nv, nv], (index, out) => model.rate(z, Math.floor(index / nv), index % nv, out))],
    ['density', table([NX, nv], (iv, out) => model.density(epsilon, x, iv, out))],
    ['limit_density', table([NX, nv], (iv, out) => model.limitDensity(x, iv, out))],
    ['profile', line(profile)],
  ]);
}
