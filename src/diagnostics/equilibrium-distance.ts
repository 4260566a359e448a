import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { absoluteIntegral } from './absolute-integral.ts';
import { integrateAdaptively } from './gauss-kronrod.ts';
import { LineSum } from './line-sum.ts';
import type { Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';

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
 * ‖q − q̄𝓜‖_{L¹}. In y, g = q − q̄𝓜 has zero mean, so its antiderivative G is a trigonometric polynomial and
 * ∫|g|dy = Σ|ΔG| between the roots of g. In x the result has kinks where g changes sign as a whole: when the trapezoidal
 * sums on n and 2n points of a line in direction x₁ disagree, its integral is done adaptively. Lines are summed by `LineSum`.
 */
export class EquilibriumDistance {
  readonly #model: Model;
  readonly #spectra: RowSpectra;
  readonly #maxwellian: Float64Array;
  readonly #g: Float64Array;
  readonly #slope: Float64Array;
  readonly #antiderivative: Float64Array;
  readonly #nodes: Float64Array;
  readonly #none: Float64Array;
  readonly #relaxed: number;

  /** @param relaxed factor on the tolerance of the quadrature in x */
  constructor(model: Model, spectra: RowSpectra, shape: FullSnapshot, relaxed = 1) {
    this.#relaxed = relaxed;
    this.#model = model;
    this.#spectra = spectra;
    const { half } = spectra;
    this.#g = new Float64Array(2 * half);
    this.#slope = new Float64Array(2 * half);
    this.#antiderivative = new Float64Array(2 * half);
    this.#none = new Float64Array(2 * half);
    this.#nodes = new Float64Array(3 * (spectra.fine + 1));
    this.#maxwellian = new Float64Array(2 * half);
    const period = (2 * Math.PI) / spectra.base;
    // Fourier coefficients of the periodised Maxwellian, exactly: e^{−ξ²/2}e^{iξ·start}/period.
    for (let k = 0; k < half; k++) {
      const xi = k * spectra.base;
      const size = Math.exp(-0.5 * xi * xi) / period;
      this.#maxwellian[2 * k] = size * Math.cos(xi * shape.y.start);
      this.#maxwellian[2 * k + 1] = size * Math.sin(xi * shape.y.start);
    }
  }

  /** ∫|g|dy of one row, given its half-spectrum. */
  #rowDistance(spectrum: Float64Array): number {
    const { half, base, fine, fineSpacing } = this.#spectra;
    const g = this.#g;
    const antiderivative = this.#antiderivative;
    const density = spectrum[0] / this.#maxwellian[0];
    g[0] = 0;
    g[1] = 0;
    for (let k = 1; k < half; k++) {
      const re = spectrum[2 * k] - density * this.#maxwellian[2 * k];
      const im = spectrum[2 * k + 1] - density * this.#maxwellian[2 * k + 1];
      g[2 * k] = re;
      g[2 * k + 1] = im;
      const xi = k * base;
      antiderivative[2 * k] = im / xi;
      antiderivative[2 * k + 1] = -re / xi;
    }
    this.#spectra.differentiate(g, this.#slope);
    const nodes = this.#nodes;
    const first = this.#spectra.synthesise(g, this.#slope);
    for (let i = 0; i <= fine; i++) {
      const from = 2 * (i % fine);
      nodes[3 * i] = first[from];
      nodes[3 * i + 1] = first[from + 1];
    }
    const second = this.#spectra.synthesise(antiderivative, this.#none);
    for (let i = 0; i <= fine; i++) nodes[3 * i + 2] = second[2 * (i % fine)];
    return absoluteIntegral(fine, fineSpacing, nodes);
  }

  evaluate(snapshot: FullSnapshot): Reading {
    const { nv, ny, half, side, lines } = this.#spectra;
    const length = side * snapshot.x.spacing;
    const spectrum = new Float64Array(2 * half);
    const samples = new Float64Array(2 * side);
    const shifted = this.#spectra.between();
    const total = new LineSum(snapshot.x, this.#model.dimension);
    let error = 0;
    for (let iv = 0; iv < nv; iv++) {
      for (let line = 0; line < lines; line++) {
        const at = (position: number): number => {
          this.#spectra.at(position, iv, spectrum, line);
          return this.#rowDistance(spectrum);
        };
        let onGrid = 0;
        let between = 0;
        for (let i = 0; i < side; i++) {
          const row = ((i * lines + line) * nv + iv) * ny;
          samples[2 * i] = this.#rowDistance(this.#spectra.rows.subarray(row, row + ny));
          samples[2 * i + 1] = this.#rowDistance(shifted.subarray(row, row + ny));
          onGrid += (samples[2 * i] * length) / side;
          between += (samples[2 * i + 1] * length) / side;
        }
        const weight = this.#model.weights[iv];
        const tolerance = Math.max(ROUND_OFF, this.#relaxed * Math.min(ABSOLUTE, RELATIVE * onGrid));
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
