import { exactly, type Measured } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import { compositeGauss, type Rule } from '../model/quadrature.ts';
import { boxOf } from '../model/space-box.ts';

/** What is known at t = 0 from the scenario alone. Entropies are relative to dx ν(dv). */
export interface InitialData {
  /** E(0) = ∫p̄₀ log p̄₀ + ∫π log(π/𝓜), π the law of y. */
  readonly E: Measured;
  readonly V2: Measured;
  /** ∫|x| p̄₀^ε; absent on a torus. */
  readonly X1?: Measured;
  /** Y(0) = ε^{−2}∫|m − M₀|²p₀, because N(0) = M₀. */
  readonly Y: Measured;
  /** ‖p̄₀ − p̄₀^ε‖_{L¹}. */
  readonly limitDistance: Measured;
  readonly limitV2: Measured;
}

/** Panels and the two node counts per direction, by dimension; the difference of the two is the error bar. */
const RULES: Record<number, { panels: number; nodes: readonly [number, number] }> = {
  1: { panels: 64, nodes: [8, 12] },
  2: { panels: 12, nodes: [6, 8] },
  3: { panels: 4, nodes: [6, 8] },
};
/** Points per smallest deviation for integrals over y: the trapezoidal rule then is exact to round-off for Gaussians. */
const PER_DEVIATION = 6;
const MOST_POINTS = 1 << 17;

const known = new WeakMap<Model, Map<number, InitialData>>();

/** Figures of the initial data at one ε; computed once per model and ε. */
export function initialFigures(model: Model, epsilon: number): InitialData {
  let byEpsilon = known.get(model);
  if (!byEpsilon) {
    byEpsilon = new Map();
    known.set(model, byEpsilon);
  }
  let figures = byEpsilon.get(epsilon);
  if (!figures) {
    figures = compute(model, epsilon);
    byEpsilon.set(epsilon, figures);
  }
  return figures;
}

type Integrals = Record<'entropy' | 'V2' | 'X1' | 'limitDistance' | 'limitV2', number>;

function compute(model: Model, epsilon: number): InitialData {
  const { panels, nodes } = RULES[model.dimension];
  const coarse = spatialIntegrals(model, epsilon, panels, nodes[0]);
  const fine = spatialIntegrals(model, epsilon, panels, nodes[1]);
  const figure = (name: keyof Integrals): Measured => compared(coarse[name], fine[name]);
  const internal = internalEntropy(model, epsilon);
  const entropy = figure('entropy');
  return {
    E: {
      value: entropy.value + internal.value,
      error: { x: entropy.error.x ?? 0, y: internal.error.y ?? 0 },
    },
    V2: figure('V2'),
    ...(model.scenario.space.domain === 'line' ? { X1: figure('X1') } : {}),
    Y: exactly(model.profileFacts(epsilon).secondMoment),
    limitDistance: figure('limitDistance'),
    limitV2: figure('limitV2'),
  };
}

const compared = (coarse: number, fine: number): Measured => ({ value: fine, error: { x: Math.abs(fine - coarse) } });

/** r log r, 0 at 0. */
const entropyDensity = (r: number): number => (r > 0 ? r * Math.log(r) : 0);

function spatialIntegrals(model: Model, epsilon: number, panels: number, nodes: number): Integrals {
  const { positions, weights } = tensorGrid(model, panels, nodes);
  const d = model.dimension;
  const count = weights.length;
  const p = new Float64Array(count);
  const limit = new Float64Array(count);
  const sums: Integrals = { entropy: 0, V2: 0, X1: 0, limitDistance: 0, limitV2: 0 };
  model.velocities.forEach((v, iv) => {
    const square = v.reduce((sum, component) => sum + component * component, 0);
    model.density(epsilon, positions, iv, p);
    model.limitDensity(positions, iv, limit);
    for (let i = 0; i < count; i++) {
      const w = weights[i] * model.weights[iv];
      let radius = 0;
      for (let j = 0; j < d; j++) radius += positions[i * d + j] * positions[i * d + j];
      sums.entropy += w * entropyDensity(p[i]);
      sums.V2 += w * square * p[i];
      sums.X1 += w * Math.sqrt(radius) * p[i];
      sums.limitDistance += w * Math.abs(limit[i] - p[i]);
      sums.limitV2 += w * square * limit[i];
    }
  });
  return sums;
}

/** Gauss panels in every direction over the period or the box, with an edge at 0 on the line for the kink of |x|. */
function tensorGrid(model: Model, panels: number, nodes: number): { positions: Float64Array; weights: Float64Array } {
  const { space } = model.scenario;
  const { start, length: width } = boxOf(space);
  const edges = Array.from({ length: panels + 1 }, (_, i) => start + (width * i) / panels);
  const rule: Rule = compositeGauss(edges, nodes);
  const d = space.dimension;
  const n = rule.nodes.length;
  const positions = new Float64Array(n ** d * d);
  const weights = new Float64Array(n ** d);
  for (let i = 0; i < weights.length; i++) {
    weights[i] = 1;
    for (let j = 0, rest = i; j < d; j++, rest = Math.floor(rest / n)) {
      positions[i * d + j] = rule.nodes[rest % n];
      weights[i] *= rule.weights[rest % n];
    }
  }
  return { positions, weights };
}

/** ∫π log(π/𝓜)dy by the trapezoidal rule at one spacing and at twice it. */
function internalEntropy(model: Model, epsilon: number): Measured {
  const { halfWidth, smallestDeviation } = model.profileFacts(epsilon);
  const wanted = Math.ceil((2 * halfWidth * PER_DEVIATION) / smallestDeviation);
  const count = 2 * Math.ceil(Math.min(MOST_POINTS, Math.max(64, wanted)) / 2);
  const h = (2 * halfWidth) / count;
  const y = Float64Array.from({ length: count + 1 }, (_, i) => -halfWidth + i * h);
  const law = new Float64Array(y.length);
  model.profile(epsilon, y, law);
  const sum = (step: number): number => {
    let total = 0;
    for (let i = 0; i < y.length; i += step) {
      total += entropyDensity(law[i]) + law[i] * ((y[i] * y[i]) / 2 + Math.log(2 * Math.PI) / 2);
    }
    return total * h * step;
  };
  const fine = sum(1);
  return { value: fine, error: { y: Math.abs(fine - sum(2)) } };
}
