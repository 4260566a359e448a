import { compile } from './compile-expression.ts';
import type { Model } from './model.ts';
import type { Formula, Scenario } from './scenario.ts';
import { boxOf } from './space-box.ts';
import { positionNames, velocityNames } from './variable-names.ts';

/** Points per direction for the total mass: the trapezoidal rule is spectrally accurate for periodic or decaying data. */
const MASS_POINTS: Record<number, number> = { 1: 4096, 2: 256, 3: 48 };
/** Deviations kept of a Gaussian law: the rest is below 1e-16. */
const REACH = 8.5;

/** p̄₀^ε and p̄₀, normalised to mass 1 with respect to dx ν(dv). */
export function densityOf(scenario: Scenario): Pick<Model, 'density' | 'limitDensity'> {
  const { space, velocities } = scenario;
  const d = space.dimension;
  const { start, length: width } = boxOf(space);
  const variables = [...positionNames(d), ...velocityNames(d), 'epsilon'];

  const evaluator = (formula: Formula) => {
    const compiled = compile(formula.expr, variables);
    return (epsilon: number, x: Float64Array, iv: number, out: Float64Array): void => {
      const v = velocities.points[iv];
      const columns =
        d === 1 ? [x] : Array.from({ length: d }, (_, j) => Float64Array.from(out, (_value, i) => x[i * d + j]));
      compiled.evaluate([...columns, ...v, epsilon], out, out.length);
    };
  };

  const grid = (): Float64Array => {
    const n = MASS_POINTS[d];
    const x = new Float64Array(n ** d * d);
    for (let i = 0; i < n ** d; i++) {
      for (let j = 0, rest = i; j < d; j++, rest = Math.floor(rest / n))
        x[i * d + j] = start + (width * (rest % n)) / n;
    }
    return x;
  };

  const normalised = (formula: Formula) => {
    const evaluate = evaluator(formula);
    const masses = new Map<number, number>();
    const massAt = (epsilon: number): number => {
      const known = masses.get(epsilon);
      if (known !== undefined) return known;
      const x = grid();
      const values = new Float64Array(x.length / d);
      let mass = 0;
      velocities.points.forEach((_, iv) => {
        evaluate(epsilon, x, iv, values);
        let sum = 0;
        for (let i = 0; i < values.length; i++) sum += values[i];
        mass += (velocities.weights[iv] * sum * width ** d) / values.length;
      });
      masses.set(epsilon, mass);
      return mass;
    };
    return (epsilon: number, x: Float64Array, iv: number, out: Float64Array): void => {
      evaluate(epsilon, x, iv, out);
      const mass = massAt(epsilon);
      for (let i = 0; i < out.length; i++) out[i] /= mass;
    };
  };

  const limit = normalised(scenario.initial.limitDensity);
  return {
    density: normalised(scenario.initial.density),
    // p̄₀ does not depend on ε; a limit density that mentions it is taken at its own limit.
    limitDensity: (x, iv, out) => limit(0, x, iv, out),
  };
}

/** Law of y at t = 0, normalised, with its moments. */
export function profileOf(scenario: Scenario): Pick<Model, 'profile' | 'profileFacts'> {
  const { profile } = scenario.initial;
  if (profile.type === 'mixture') {
    const compiled = profile.components.map(({ weight, mean, deviation }) => ({
      weight,
      mean: compile(mean.expr, ['epsilon']),
      deviation: compile(deviation.expr, ['epsilon']),
    }));
    const at = (epsilon: number) =>
      compiled.map(({ weight, mean, deviation }) => ({
        weight,
        mean: mean.at(epsilon),
        deviation: deviation.at(epsilon),
      }));
    return {
      profile(epsilon, y, out) {
        out.fill(0);
        for (const { weight, mean, deviation } of at(epsilon)) {
          const factor = weight / (deviation * Math.sqrt(2 * Math.PI));
          for (let i = 0; i < out.length; i++) {
            const a = (y[i] - mean) / deviation;
            out[i] += factor * Math.exp(-0.5 * a * a);
          }
        }
      },
      profileFacts(epsilon) {
        const components = at(epsilon);
        return {
          mean: components.reduce((sum, c) => sum + c.weight * c.mean, 0),
          secondMoment: components.reduce(
            (sum, c) => sum + c.weight * (c.mean * c.mean + c.deviation * c.deviation),
            0,
          ),
          halfWidth: Math.max(...components.map((c) => Math.abs(c.mean) + REACH * c.deviation)),
          smallestDeviation: Math.min(...components.map((c) => c.deviation)),
        };
      },
    };
  }

  const compiled = compile(profile.value.expr, ['y', 'epsilon']);
  const range = 40;
  const count = 16384;
  const y = Float64Array.from({ length: count }, (_, i) => -range + (2 * range * i) / count);
  const tabulate = (epsilon: number) => {
    const values = new Float64Array(count);
    compiled.evaluate([y, epsilon], values, count);
    const spacing = (2 * range) / count;
    let mass = 0;
    let first = 0;
    let second = 0;
    for (let i = 0; i < count; i++) {
      mass += values[i] * spacing;
      first += y[i] * values[i] * spacing;
      second += y[i] * y[i] * values[i] * spacing;
    }
    let largest = 0;
    for (const value of values) largest = Math.max(largest, value);
    let halfWidth = 0;
    for (let i = 0; i < count; i++) if (values[i] > 1e-17 * largest) halfWidth = Math.max(halfWidth, Math.abs(y[i]));
    const variance = second / mass - (first / mass) ** 2;
    // The narrowest feature of a general profile is not known; a quarter of its deviation is a declared heuristic
    // for the first grid only, the y-error is measured afterwards.
    return {
      mass,
      mean: first / mass,
      secondMoment: second / mass,
      halfWidth,
      smallestDeviation: Math.sqrt(variance) / 4,
    };
  };
  const tables = new Map<number, ReturnType<typeof tabulate>>();
  const table = (epsilon: number) => {
    let known = tables.get(epsilon);
    if (!known) {
      known = tabulate(epsilon);
      tables.set(epsilon, known);
    }
    return known;
  };
  return {
    profile(epsilon, at, out) {
      compiled.evaluate([at, epsilon], out, out.length);
      const { mass } = table(epsilon);
      for (let i = 0; i < out.length; i++) out[i] /= mass;
    },
    profileFacts: (epsilon) => table(epsilon),
  };
}
