import { EquilibriumDistance } from '../diagnostics/equilibrium-distance.ts';
import { RowSpectra } from '../diagnostics/row-spectra.ts';
import type { Measured, Series } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { inFrame, solveThetaFrame, type ThetaResolution } from '../schemes/theta-frame.ts';
import { gaussianDistance, integral, panels } from '../theory/closed-forms.ts';
import { theta } from '../theory/remark-theta.ts';
import { CumulativeIntegral } from './time-integral.ts';

/** What a run in the θ-frame measures, with bars, at the times of `times`. */
export interface ThetaCase {
  readonly times: readonly number[];
  /** ∫₀ᵗ(ε/θ²)‖q − q̄𝓜‖² in the θ-frame. */
  readonly dissipated: Series;
  /** ∫₀ᵗ‖p − p̄𝓜_{ε,N}‖². */
  readonly distanceSquare: Series;
}

/** Five digits on the moderate signals it is meant for (measured: 1e-6 on `unprepared`); bars say how many. */
const BASE: ThetaResolution = { nx: 16, modes: 7, spacing: 0.6, step: 0.5 };
/** A step twice as long; a spacing 1.25 times as large and fewer modes in x. Their differences to the base are the bars. */
const coarser = (base: ThetaResolution) =>
  [
    { source: 'time', resolution: { ...base, step: 2 * base.step } },
    {
      source: 'y',
      resolution: { ...base, modes: Math.floor((base.modes * 3) / 4), spacing: 1.25 * base.spacing },
    },
  ] as const;
/** Output times in units of ε: where the law narrows from 1 to ε, and a little beyond |log ε|. */
const LAYER = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8.5, 10];
/** Factor on the tolerance of quadratures in x: 2e-5 is less than the bars of a run. */
const RELAXED = 1e3;
/** Order of the time quadrature. */
const ORDER = 6;

const known = new WeakMap<Model, Map<number, ThetaCase>>();

/** Solves the scenario of a model in the θ-frame at one ε; once per model and ε. */
export function thetaCase(model: Model, epsilon: number): ThetaCase {
  const cases = known.get(model) ?? new Map<number, ThetaCase>();
  known.set(model, cases);
  const found = cases.get(epsilon) ?? solveThetaCase(model, epsilon);
  cases.set(epsilon, found);
  return found;
}

interface Distances {
  /** ‖q − q̄𝓜‖ in the θ-frame, and ‖p − p̄𝓜_{ε,N}‖ − ‖𝓜_{θ,N} − 𝓜_{ε,N}‖, which is as small. */
  readonly own: readonly number[];
  readonly excess: readonly number[];
  /** Errors of their quadratures. */
  readonly bar: readonly number[];
}

/**
 * As `thetaCase`, with a resolution of one's own.
 * @param layer output times up to 10ε, in units of ε
 */
export function solveThetaCase(
  model: Model,
  epsilon: number,
  resolution: ThetaResolution = BASE,
  layer: readonly number[] = LAYER,
): ThetaCase {
  const end = model.scenario.time;
  const times = Float64Array.from([...layer.map((s) => s * epsilon).filter((t) => t < 0.99 * end), end]);
  const base = distances(model, epsilon, resolution, times);
  const others = coarser(resolution).map(({ source, resolution: other }) => ({
    source,
    run: distances(model, epsilon, other, times),
  }));
  const rest = Array.from(times, (t) => gaussianDistance(theta(epsilon, t) / epsilon));
  const weight = Array.from(times, (t) => epsilon / theta(epsilon, t) ** 2);
  // ∫₀ᵗ‖𝓜_{θ,N} − 𝓜_{ε,N}‖²: all there is for M ≡ 0.
  const atRest = Array.from(
    times,
    (t) =>
      integral(
        (s) => gaussianDistance(theta(epsilon, s) / epsilon) ** 2,
        panels(0, t, Math.max(1, Math.ceil((4 * t) / epsilon))),
      ).value,
  );
  // (rest + excess)² − rest² is small and slow: few times are enough for it, and the rest is known in closed form.
  const excessSquare = (run: Distances): number[] => run.excess.map((value, i) => value * (value + 2 * rest[i]));
  const weighted = (run: Distances): number[] => run.own.map((value, i) => weight[i] * value * value);
  const quadratureBars = {
    excess: base.bar.map((bar, i) => 2 * bar * (rest[i] + Math.abs(base.excess[i]) + bar)),
    own: base.bar.map((bar, i) => weight[i] * bar * (2 * base.own[i] + bar)),
  };
  const series = (of: (run: Distances) => number[], x: readonly number[], offset: readonly number[]): Series => {
    const rule = new CumulativeIntegral(times, ORDER);
    const values = rule.of(of(base));
    const error: { time?: number[]; y?: number[]; x: number[] } = { x: rule.of(x).map(Math.abs) };
    for (const { source, run } of others) {
      const other = rule.of(of(run));
      error[source] = values.map((value, i) => Math.abs(value - other[i]));
    }
    error.time = rule.error(of(base)).map((bar, i) => bar + (error.time?.[i] ?? 0));
    return { values: values.map((value, i) => value + offset[i]), error };
  };
  return {
    times: Array.from(times),
    dissipated: series(weighted, quadratureBars.own, new Array(times.length).fill(0)),
    distanceSquare: series(excessSquare, quadratureBars.excess, atRest),
  };
}

function distances(model: Model, epsilon: number, resolution: ThetaResolution, times: Float64Array): Distances {
  const own: number[] = [];
  const excess: number[] = [];
  const bar: number[] = [];
  for (const snapshot of solveThetaFrame(model.scenario, epsilon, resolution, times)) {
    const inTheta = distance(model, snapshot);
    const inEpsilon = distance(model, inFrame(snapshot, epsilon));
    own.push(inTheta.value);
    excess.push(inEpsilon.value - gaussianDistance(snapshot.frame.theta / epsilon));
    bar.push(Math.max(inTheta.error.x ?? 0, inEpsilon.error.x ?? 0));
  }
  return { own, excess, bar };
}

/** ‖q − q̄𝓜‖ in the frame of the snapshot, whose grid is its own. */
function distance(model: Model, snapshot: FullSnapshot): Measured {
  const spectra = new RowSpectra(snapshot, model.weights.length);
  const measure = new EquilibriumDistance(model, spectra, snapshot, RELAXED);
  spectra.load(snapshot.values);
  const { value, x = 0 } = measure.evaluate(snapshot);
  return { value, error: { x } };
}
