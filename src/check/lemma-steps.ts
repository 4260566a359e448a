import type { Model } from '../model/model.ts';
import { compositeGauss, gaussLegendre } from '../model/quadrature.ts';
import { alongPath, type PathPoint, pathPoints, placeOf } from './path-points.ts';
import type { BoundSample, IdentitySample, ModelContext } from './statement.ts';

/** Round-off of one value of M, N or D_tM relative to the largest: evaluation and memory integral (1e-14 of max|f|). */
const ROUND_OFF = 1e-13;
/** 2^{−53}, and the roundings that t and x go through before a field sees them: position, product, sum, phase. */
const UNIT = 2 ** -53;
const ROUNDINGS = 4;
/** Nodes of the two Gauss rules whose difference is the bar of an integral along a path. */
const NODES = [10, 14] as const;
/** e^{−40} is below round-off: no more of the memory is integrated. */
const MEMORY = 40;
/** Panels per unit of (t−s)/ε in the independent quadrature of (3.3). */
const PANELS_PER_UNIT = 1;

/** What an identity needs at one point: the fields along its characteristic, at distance `back` in time. */
interface PathFields {
  readonly M: (back: number) => number;
  readonly DM: (back: number) => number;
  readonly D2M: (back: number) => number;
  readonly N: (back: number) => number;
  /** u = D_tN from its own integral of D_tM. */
  readonly u: (back: number) => number;
  /** D_tM − D_tN from its own integral of D_t²M. */
  readonly gap: (back: number) => number;
  /**
   * Error of M, D_tM or D_tN from the round-off of t and x: W(1+|v|) bounds their derivatives. 1 beside |x| and t, because a
   * formula may subtract numbers as large as the field is elsewhere, as 1 − tanh² does.
   */
  readonly ofArguments: number;
}

/** residual and its bar at one point. */
type PathIdentity = (fields: PathFields, time: number) => { readonly residual: number; readonly bar: number };

function identity({ model, constants, epsilon }: ModelContext, of: PathIdentity): IdentitySample[] {
  const adaptation = model.adaptation(epsilon);
  return pathPoints(model, epsilon).map((point: PathPoint) => {
    const at =
      (field: typeof model.pathGradient) =>
      (back: number): number =>
        alongPath(model, field, point, back);
    const fields: PathFields = {
      M: at((t, x, _, out) => model.signal(t, x, out)),
      DM: at(model.pathGradient),
      D2M: at(model.pathCurvature),
      N: at(adaptation.signal),
      u: at(adaptation.gradient),
      gap: at(adaptation.gap),
      ofArguments: ROUNDINGS * UNIT * constants.W.value * reachOf(point, model),
    };
    const { residual, bar } = of(fields, point.time);
    return {
      time: point.time,
      residual: { value: residual, error: { time: bar } },
      where: placeOf(point, model),
    };
  });
}

/** (1 + |v|)(1 + |x| + t(1 + |v|)): the largest argument on the path back to t = 0, times what D_t makes of a derivative. */
function reachOf({ time, position, iv }: PathPoint, model: Model): number {
  const speed = Math.hypot(...model.velocities[iv]);
  return (1 + speed) * (1 + Math.hypot(...position) + time * (1 + speed));
}

/** ∫₀^h f by two Gauss rules: the finer value, their difference, and the largest |f| for the round-off. */
function integral(f: (back: number) => number, h: number): { value: number; bar: number; largest: number } {
  const [coarse, fine] = NODES.map((nodes) => {
    const rule = gaussLegendre(nodes);
    let sum = 0;
    let largest = 0;
    for (let i = 0; i < nodes; i++) {
      const value = f((h * (1 + rule.nodes[i])) / 2);
      sum += (h * rule.weights[i] * value) / 2;
      largest = Math.max(largest, Math.abs(value));
    }
    return { sum, largest };
  });
  return { value: fine.sum, bar: Math.abs(fine.sum - coarse.sum), largest: fine.largest };
}

/**
 * (1.8) in integrated form over h = min(t, ε/2): [N(t, x) − N(t−h, x−hv)]/h = (1/h)∫ (M − N)/ε ds along the
 * characteristic. M − N is computed with its cancellation, which enters the bar.
 */
export function relaxationSamples(context: ModelContext): IdentitySample[] {
  const { epsilon } = context;
  return identity(context, ({ M, N }, t) => {
    const h = Math.min(t, epsilon / 2);
    const right = integral((back) => (M(back) - N(back)) / epsilon, h);
    const size = Math.max(Math.abs(N(0)), Math.abs(N(h)), Math.abs(M(0)));
    return {
      residual: (N(0) - N(h) - right.value) / h,
      bar: right.bar / h + (ROUND_OFF * size * 2) / h + (ROUND_OFF * size * 2) / epsilon,
    };
  });
}

/** N(0, x, v) = M(0, x), divided by ε. */
export function relaxationStartSamples(context: ModelContext): IdentitySample[] {
  const { epsilon } = context;
  return identity(context, ({ M, N }, t) => ({
    residual: (N(t) - M(t)) / epsilon,
    bar: (ROUND_OFF * Math.abs(M(t))) / epsilon,
  }));
}

/** Along x + sv from (0, x − tv): (3.3) by a second quadrature, in s on equal panels, divided by ε. */
export function explicitSamples(context: ModelContext): IdentitySample[] {
  const { epsilon } = context;
  return identity(context, ({ M, N }, t) => {
    const reach = Math.min(t, MEMORY * epsilon);
    const panels = Math.max(1, Math.ceil((reach / epsilon) * PANELS_PER_UNIT));
    const edges = Array.from({ length: panels + 1 }, (_, i) => (reach * i) / panels);
    let largest = 0;
    const [coarse, fine] = NODES.map((nodes) => {
      const rule = compositeGauss(edges, nodes);
      let sum = 0;
      for (let i = 0; i < rule.nodes.length; i++) {
        const value = M(rule.nodes[i]);
        sum += rule.weights[i] * Math.exp(-rule.nodes[i] / epsilon) * value;
        largest = Math.max(largest, Math.abs(value));
      }
      return sum / epsilon;
    });
    return {
      residual: (N(0) - M(t) * Math.exp(-t / epsilon) - fine) / epsilon,
      bar: (Math.abs(fine - coarse) + ROUND_OFF * largest) / epsilon,
    };
  });
}

/** (N − M)/ε + D_tM = D_tM(0, x−tv)e^{−t/ε} + ∫₀^t D_t²M e^{(s−t)/ε} ds: (3.3) integrated by parts twice. */
export function twiceByPartsSamples(context: ModelContext): IdentitySample[] {
  const { epsilon } = context;
  return identity(context, ({ M, N, DM, gap }) => {
    const size = Math.max(Math.abs(M(0)), Math.abs(N(0)));
    return {
      residual: (N(0) - M(0)) / epsilon + DM(0) - gap(0),
      bar: (2 * ROUND_OFF * size) / epsilon + ROUND_OFF * (Math.abs(DM(0)) + Math.abs(gap(0)) + size),
    };
  });
}

/** D_tM − D_tN = D_tM(0, x−tv)e^{−t/ε} + ∫₀^t D_t²M e^{(s−t)/ε} ds, with D_tN from an integral of D_tM: no cancellation. */
export function gapIdentitySamples(context: ModelContext): IdentitySample[] {
  return identity(context, ({ DM, u, gap, ofArguments }) => {
    // Of the largest of them, since the layers of one may be small where the other is not.
    const size = Math.max(Math.abs(DM(0)), Math.abs(u(0)), Math.abs(gap(0)), Math.abs(DM(context.epsilon)));
    return { residual: DM(0) - u(0) - gap(0), bar: 4 * ROUND_OFF * size + 3 * ofArguments };
  });
}

/** D_tN + (N − M)/ε = 0 with D_tN = u: the drift of the equation for arbitrary N is y alone exactly when (1.8) holds. */
export function driftSamples(context: ModelContext): IdentitySample[] {
  const { epsilon } = context;
  return identity(context, ({ M, N, u }) => {
    const size = Math.max(Math.abs(M(0)), Math.abs(N(0)));
    return {
      residual: u(0) + (N(0) - M(0)) / epsilon,
      bar: (2 * ROUND_OFF * size) / epsilon + 4 * ROUND_OFF * Math.abs(u(0)),
    };
  });
}

/** (1.2) in integrated form: M(t, x) − M(t−h, x−hv) = ∫ D_tM ds along the characteristic, divided by h. */
export function pathGradientSamples(context: ModelContext): IdentitySample[] {
  return increment(context, 'M', 'DM');
}

/** D_t²M, twice (1.2), in integrated form. */
export function pathCurvatureSamples(context: ModelContext): IdentitySample[] {
  return increment(context, 'DM', 'D2M');
}

/** Share of a time unit over which increments are taken: short against the period of every shipped signal. */
const INCREMENT = 0.05;

function increment(context: ModelContext, of: 'M' | 'DM', derivative: 'DM' | 'D2M'): IdentitySample[] {
  return identity(context, (fields, t) => {
    const h = Math.min(t, INCREMENT);
    const right = integral(fields[derivative], h);
    const f = fields[of];
    const size = Math.max(Math.abs(f(0)), Math.abs(f(h)));
    return {
      residual: (f(0) - f(h) - right.value) / h,
      bar: right.bar / h + (ROUND_OFF * size + 2 * fields.ofArguments) / h + ROUND_OFF * right.largest,
    };
  });
}

/** ε^{−2}∫₀^t σe^{−σ/ε}dσ by quadrature in σ/ε, at the times of the lemma: the value, and the bar of two rules. */
function kernelMoment(epsilon: number, t: number): { value: number; bar: number } {
  const reach = Math.min(t / epsilon, MEMORY);
  const panels = Math.max(1, Math.ceil(reach));
  const edges = Array.from({ length: panels + 1 }, (_, i) => (reach * i) / panels);
  const [coarse, fine] = NODES.map((nodes) => {
    const rule = compositeGauss(edges, nodes);
    return rule.nodes.reduce((sum, s, i) => sum + rule.weights[i] * s * Math.exp(-s), 0);
  });
  return { value: fine, bar: Math.abs(fine - coarse) + ROUND_OFF };
}

const distinctTimes = ({ model, epsilon }: ModelContext): number[] => [
  ...new Set(pathPoints(model, epsilon).map(({ time }) => time)),
];

/** ε^{−2}∫₀^t σe^{−σ/ε}dσ = 1 − (t/ε + 1)e^{−t/ε}. */
export function kernelMomentSamples(context: ModelContext): IdentitySample[] {
  return distinctTimes(context).map((time) => {
    const { value, bar } = kernelMoment(context.epsilon, time);
    const tau = time / context.epsilon;
    return { time, residual: { value: value - (1 - (tau + 1) * Math.exp(-tau)), error: { time: bar } } };
  });
}

/** ε^{−2}∫₀^t σe^{−σ/ε}dσ ≤ 1. */
export function kernelMomentBoundSamples(context: ModelContext): BoundSample[] {
  return distinctTimes(context).map((time) => {
    const { value, bar } = kernelMoment(context.epsilon, time);
    return { time, measured: { value, error: { time: bar } }, bound: { value: 1, error: {} } };
  });
}
