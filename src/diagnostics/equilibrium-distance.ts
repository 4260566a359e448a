import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { DeviationRows } from './deviation-rows.ts';
import { integrateAdaptively } from './gauss-kronrod.ts';
import { LineSum } from './line-sum.ts';
import type { Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';
import { peakOf } from './trusted-floor.ts';

/** Quadrature in x may err by this much, absolutely or as a part of the distance; its own estimate enters the bar. */
const ABSOLUTE = 2e-8;
const RELATIVE = 1e-5;
/** Round-off of the transforms, summed over a row; less cannot be asked for. */
const ROUND_OFF = 1e-12;
/** A dip of the distance below this part of its maximum may be a kink. */
const DIP = 0.3;
/** Part of the tolerance below which the cells beside a dip cannot matter, as in the tails of a density on the line. */
const NEGLIGIBLE = 1e-2;

/**
 * Error of the values between the points in x, as a part of the distance: `Gridding` errs by 1e-11 Σ_k ∫|g_k|dy where g is
 * resolved in x, and that sum over modes is taken for at most ten times the distance. A declared heuristic.
 */
const BETWEEN = 1e-10;
/**
 * Part of the tolerance that ripples of g may be worth, all of them, in the adaptive quadrature: the bars of its panels have at
 * least as much. They are worth some hundredth of this bound, but to locate each took more time than all true sign changes.
 */
const RIPPLES = 0.25;

/**
 * ‖q − q̄𝓜‖_{L¹}. In y by `DeviationRows`. In x the result has kinks where g = q − q̄𝓜 changes sign as a whole: when the
 * trapezoidal sums on n and 2n points of a line in direction x₁ disagree, its integral is done adaptively. Lines are summed
 * by `LineSum`.
 */
export class EquilibriumDistance {
  readonly #model: Model;
  readonly #spectra: RowSpectra;
  readonly #deviation: DeviationRows;
  readonly #relaxed: number;

  /** @param relaxed factor on the tolerance of the quadrature in x */
  constructor(model: Model, spectra: RowSpectra, shape: FullSnapshot, relaxed = 1) {
    this.#relaxed = relaxed;
    this.#model = model;
    this.#spectra = spectra;
    this.#deviation = new DeviationRows(spectra, shape);
  }

  evaluate(snapshot: FullSnapshot): Reading {
    const { nv, side, lines } = this.#spectra;
    const length = side * snapshot.x.spacing;
    const samples = new Float64Array(2 * side);
    const peak = peakOf(snapshot.values);
    const total = new LineSum(snapshot.x, this.#model.dimension);
    let error = 0;
    for (let iv = 0; iv < nv; iv++) {
      const weight = this.#model.weights[iv];
      for (let line = 0; line < lines; line++) {
        this.#deviation.prepare(iv, peak, line);
        const sums = [0, 0];
        for (let i = 0; i < 2 * side; i++) {
          samples[i] = this.#deviation.distance(i / (2 * side));
          sums[i % 2] += (samples[i] * length) / side;
        }
        const [onGrid, between] = sums;
        const tolerance = Math.max(ROUND_OFF, this.#relaxed * Math.min(ABSOLUTE, RELATIVE * onGrid));
        const at = (position: number): number => this.#deviation.distance(position);
        this.#deviation.tolerate((RIPPLES * tolerance) / length);
        error += weight * BETWEEN * onGrid;
        const difference = Math.abs(onGrid - between) / 2;
        const kinks = onGrid <= ROUND_OFF ? [] : kinksOf(samples, at, (NEGLIGIBLE * tolerance) / length);
        // With kinks the two sums may agree by accident.
        if (difference <= tolerance && kinks.length === 0) {
          total.add(line, (weight * (onGrid + between)) / 2);
          error += weight * difference;
        } else {
          const result = integrateAdaptively(at, panelEdges(kinks), tolerance / length);
          total.add(line, weight * length * result.value);
          error += weight * length * result.error;
        }
      }
    }
    return total.reading(error);
  }
}

/**
 * Kinks of F in one period, found as sharp dips of its samples at i/n: the branches on both sides are continued by straight
 * lines to where they meet, first over the sample spacing, then over a 16th of it. Dips beside which F/n is at most
 * `negligible` are left out.
 */
function kinksOf(samples: Float64Array, at: (position: number) => number, negligible: number): number[] {
  const n = samples.length;
  const wrapped = (i: number): number => samples[((i % n) + n) % n];
  let largest = 0;
  for (const sample of samples) largest = Math.max(largest, sample);
  const meet = (x: number, step: number, far: number, near: number, nearRight: number, farRight: number): number => {
    const left = (near - far) / step;
    const right = (farRight - nearRight) / step;
    const shift = (nearRight - right * step - (near + left * step)) / (left - right);
    return Math.abs(shift) <= 2 * step ? x + shift : x;
  };
  const kinks: number[] = [];
  for (let i = 0; i < n; i++) {
    if (!(samples[i] <= wrapped(i - 1) && samples[i] < wrapped(i + 1) && samples[i] < DIP * largest)) continue;
    if (Math.max(wrapped(i - 1), wrapped(i + 1)) <= n * negligible) continue;
    let x = meet(i / n, 1 / n, wrapped(i - 2), wrapped(i - 1), wrapped(i + 1), wrapped(i + 2));
    const step = 1 / (16 * n);
    x = meet(x, step, at(x - 2 * step), at(x - step), at(x + step), at(x + 2 * step));
    kinks.push(x);
  }
  return kinks;
}

/** Panels of one period, of width at most ¼, with the kinks at edges. */
function panelEdges(kinks: readonly number[]): number[] {
  const start = kinks[0] ?? 0;
  const stops = [...(kinks.length ? kinks : [start]), start + 1];
  const edges: number[] = [];
  for (let k = 0; k + 1 < stops.length; k++) {
    const width = stops[k + 1] - stops[k];
    const panels = Math.max(1, Math.ceil(4 * width));
    for (let p = 0; p < panels; p++) edges.push(stops[k] + (width * p) / panels);
  }
  edges.push(start + 1);
  return edges;
}
