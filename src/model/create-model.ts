import { createAdaptation } from './adaptation.ts';
import { averageOverMaxwellian } from './averaged-rate.ts';
import { compile } from './compile-expression.ts';
import type { Field } from './field.ts';
import { densityOf, profileOf } from './initial-data.ts';
import type { Adaptation, Model } from './model.ts';
import { planeWaves } from './plane-waves.ts';
import { departuresFrom, rateLaws } from './rate-laws.ts';
import type { Formula, Scenario } from './scenario.ts';
import { boxOf } from './space-box.ts';
import { positionNames, rateArguments, rateNames } from './variable-names.ts';

/** A function of t and the position, evaluated at positions [i·d + j], all at one time or each at its own. */
type Evaluator = (t: number | Float64Array, x: Float64Array, out: Float64Array) => void;

function compileField(formula: Formula, dimension: number): Evaluator {
  const compiled = compile(formula.expr, ['t', ...positionNames(dimension)]);
  if (dimension === 1) return (t, x, out) => compiled.evaluate([t, x], out);
  let columns: Float64Array[] = [];
  return (t, x, out) => {
    const count = out.length;
    if (!(columns[0]?.length >= count)) columns = Array.from({ length: dimension }, () => new Float64Array(count));
    for (let j = 0; j < dimension; j++) for (let i = 0; i < count; i++) columns[j][i] = x[i * dimension + j];
    compiled.evaluate([t, ...columns], out);
  };
}

/** Σ_k c_k(v) f_k(t, x) as a field. */
function combine(
  terms: readonly {
    coefficient: (v: readonly number[]) => number;
    field: Evaluator;
  }[],
): Field {
  let longest = new Float64Array(0);
  return (t, x, v, out) => {
    if (longest.length < out.length) longest = new Float64Array(out.length);
    const work = longest.subarray(0, out.length);
    out.fill(0);
    for (const { coefficient, field } of terms) {
      const c = coefficient(v);
      if (c === 0) continue;
      field(t, x, work);
      for (let i = 0; i < out.length; i++) out[i] += c * work[i];
    }
  };
}

/** Points at which integrals along characteristics are checked: their number of nodes, or their waves. */
function probePositions(scenario: Scenario): Float64Array {
  const { space } = scenario;
  const { start, length: width } = boxOf(space);
  const count = 7;
  const golden = 0.6180339887498949;
  return Float64Array.from({ length: count * space.dimension }, (_, i) => start + width * (((i + 0.5) * golden) % 1));
}

/** The evaluators of a scenario. Pure mathematics: no grid, no solver. */
export function createModel(scenario: Scenario): Model {
  const { signal, space, velocities } = scenario;
  const d = space.dimension;
  const value = compileField(signal.value, d);
  const one = () => 1;
  const component = (j: number) => (v: readonly number[]) => v[j];
  const pathGradient = combine([
    { coefficient: one, field: compileField(signal.dt, d) },
    ...signal.dx.map((formula, j) => ({ coefficient: component(j), field: compileField(formula, d) })),
  ]);
  const pathCurvature = combine([
    { coefficient: one, field: compileField(signal.dtt, d) },
    ...signal.dtx.map((formula, j) => ({
      coefficient: (v: readonly number[]) => 2 * v[j],
      field: compileField(formula, d),
    })),
    ...signal.dxx.flatMap((row, i) =>
      row.map((formula, j) => ({
        coefficient: (v: readonly number[]) => v[i] * v[j],
        field: compileField(formula, d),
      })),
    ),
  ]);

  const nv = velocities.points.length;
  const names = rateNames(d);
  const compiledRate = compile(scenario.kernel.rate.expr, names);
  const pairs = velocities.points.flatMap((post) => velocities.points.map((pre) => rateArguments(post, pre)));
  const laws = rateLaws(scenario.kernel.rate.expr, names.slice(1), pairs);
  const rate: Model['rate'] = (z, post, pre, out) =>
    compiledRate.evaluate([z, ...pairs[post * nv + pre]], out, z.length);
  const rateLaw: Model['rateLaw'] = (post, pre) => laws.numbers[post * nv + pre];

  const adaptations = new Map<number, Adaptation>();
  return {
    scenario,
    dimension: d,
    velocities: velocities.points,
    weights: velocities.weights,
    signal: value,
    pathGradient,
    pathCurvature,
    adaptation(epsilon) {
      let known = adaptations.get(epsilon);
      if (!known) {
        const signalField: Field = (t, x, _v, out) => value(t, x, out);
        const probes = probePositions(scenario);
        known = createAdaptation(epsilon, scenario.time, probes, velocities.points, {
          signal: signalField,
          pathGradient,
          pathCurvature,
          waves: planeWaves(signal.value.expr, d),
        });
        adaptations.set(epsilon, known);
      }
      return known;
    },
    rate,
    rateLaw,
    rateLaws: laws.count,
    departures: velocities.weights.map((_, pre) => departuresFrom(pre, velocities.weights, rateLaw)),
    averagedRate: averageOverMaxwellian(rate, rateLaw),
    ...densityOf(scenario),
    ...profileOf(scenario),
  };
}
