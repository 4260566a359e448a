import type { Model } from '../model/model.ts';
import { alongPath, pathPoints, placeOf } from './path-points.ts';
import type { IdentitySample, ModelContext } from './statement.ts';

/** The law in y of the test state: neither centred nor of variance 1. */
const MEAN = 0.4;
const DEVIATION = 0.9;
/** Beyond this many deviations the law is below 1e-18. */
const REACH = 9;
/** Spacings in y of the trapezoidal rules; the difference of each to its half is the bar. */
const SPACING = { printed: 0.11, changed: 0.09 };
const ROUND_OFF = 1e-13;

const law = (y: number): number =>
  Math.exp(-0.5 * ((y - MEAN) / DEVIATION) ** 2) / (DEVIATION * Math.sqrt(2 * Math.PI));

/** N/ε, u = D_tN and ρ for every velocity at one (t, x). */
interface State {
  readonly scaledN: readonly number[];
  readonly u: readonly number[];
  readonly density: readonly number[];
}

/**
 * The change of variables in J₁ at single (t, x), for q = p̄₀^ε(x, v) times a Gaussian in y: ∫|y|²Q̃[q]dv dy with gain and
 * loss as printed in (1.9), jumps from N, against the form over pre-tumble states that J is measured in, jumps from D_tN.
 */
export function changedVariablesSamples({ model, epsilon }: ModelContext): IdentitySample[] {
  const adaptation = model.adaptation(epsilon);
  return pathPoints(model, epsilon)
    .filter(({ iv }, i) => iv === 0 && (i / model.velocities.length) % 2 === 0)
    .map((point) => {
      const each = (field: typeof adaptation.signal) =>
        model.velocities.map((_, iv) => alongPath(model, field, { ...point, iv }, 0));
      const density = model.velocities.map((_, iv) => {
        const out = new Float64Array(1);
        model.density(epsilon, Float64Array.from(point.position), iv, out);
        return out[0];
      });
      const state: State = {
        scaledN: each(adaptation.signal).map((N) => N / epsilon),
        u: each(adaptation.gradient),
        density,
      };
      const printed = asPrinted(model, state, SPACING.printed);
      const changed = afterChange(model, state, SPACING.changed);
      const bar =
        Math.abs(printed.value - asPrinted(model, state, 2 * SPACING.printed).value) +
        Math.abs(changed.value - afterChange(model, state, 2 * SPACING.changed).value);
      // Jumps are differences of N/ε; their lost digits move y, and with it what is summed.
      const lost = ROUND_OFF * (1 + 10 * Math.max(...state.scaledN.map(Math.abs))) * (printed.size + changed.size);
      return {
        time: point.time,
        residual: { value: printed.value - changed.value, error: { y: bar, floor: lost } },
        where: placeOf(point, model).split(', v')[0],
      };
    });
}

interface Sum {
  readonly value: number;
  /** The same sum of absolute values, for round-off. */
  readonly size: number;
}

/** Gain: Λ(y′ − u(v′), v, v′) q(v′, y′) at y′ = y + (N(v) − N(v′))/ε; loss: Λ(y − u(v), v′, v) q(v, y). */
function asPrinted(model: Model, { scaledN, u, density }: State, h: number): Sum {
  return overPairs(model, (v, other) => {
    const jump = scaledN[v] - scaledN[other];
    const gain = integral(
      model,
      h,
      MEAN - jump,
      v,
      other,
      (y) => y + jump - u[other],
      (y) => y * y * law(y + jump),
    );
    const loss = integral(
      model,
      h,
      MEAN,
      other,
      v,
      (y) => y - u[v],
      (y) => y * y * law(y),
    );
    return {
      value: density[other] * gain - density[v] * loss,
      size: Math.abs(density[other] * gain) + Math.abs(density[v] * loss),
    };
  });
}

/** (|y + D_tN(v′) − D_tN(v)|² − |y|²) Λ(y − D_tN(v), v′, v) q(v, y). */
function afterChange(model: Model, { u, density }: State, h: number): Sum {
  return overPairs(model, (v, other) => {
    const jump = u[other] - u[v];
    const value =
      density[v] *
      integral(
        model,
        h,
        MEAN + 0.3 * h,
        other,
        v,
        (y) => y - u[v],
        (y) => jump * (2 * y + jump) * law(y),
      );
    return { value, size: Math.abs(value) };
  });
}

function overPairs(model: Model, term: (v: number, other: number) => Sum): Sum {
  let value = 0;
  let size = 0;
  model.weights.forEach((weight, v) => {
    model.weights.forEach((otherWeight, other) => {
      const one = term(v, other);
      value += weight * otherWeight * one.value;
      size += weight * otherWeight * one.size;
    });
  });
  return { value, size };
}

/** ∫Λ(offset(y), post, pre) f(y)dy by the trapezoidal rule around `centre`. */
function integral(
  model: Model,
  h: number,
  centre: number,
  post: number,
  pre: number,
  offset: (y: number) => number,
  f: (y: number) => number,
): number {
  const half = Math.ceil((REACH * DEVIATION) / h);
  const y = Float64Array.from({ length: 2 * half + 1 }, (_, j) => centre + (j - half) * h);
  const rate = new Float64Array(y.length);
  model.rate(y.map(offset), post, pre, rate);
  return rate.reduce((sum, value, j) => sum + value * f(y[j]), 0) * h;
}
