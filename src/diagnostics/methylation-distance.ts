import { absoluteIntegralOfNodes } from '../kernels/absolute-integral.ts';
import type { Adaptation, Model } from '../model/model.ts';
import type { MethylationSnapshot } from '../model/snapshot.ts';
import { integrateAdaptively } from './gauss-kronrod.ts';
import type { Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';

/**
 * Quadrature in x may err by this much, absolutely or as a part of the distance; its own estimate enters the bar. With panels
 * between kinks a wider tolerance saves nothing, and estimates that are accepted early are too small.
 */
const ABSOLUTE = 2e-9;
const RELATIVE = 1e-6;
/** Round-off of the transforms, summed over a row; less cannot be asked for. */
const ROUND_OFF = 1e-12;
/** A dip of the distance below this part of its maximum may be a kink, at which sums on two grids agree by accident. */
const DIP = 0.3;
/** Golden sections that place a dip: to 5e-4 of a cell, and the integral feels the square. */
const SECTIONS = 16;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Widest panel of the adaptive rule, as a part of the box. */
const PANEL = 1 / 4;

/**
 * ‖p − p̄𝓜_{ε,N}‖_{L¹(dx dν dm)} with 𝓜_{ε,N} of (1.13), N in closed form at every x. In m, g = p − p̄𝓜_{ε,N} has zero
 * mean, so its antiderivative G is a trigonometric polynomial and ∫|g|dm = Σ|ΔG| between the roots of g. In x by the
 * trapezoidal rule where |g| has no kinks, adaptively otherwise. The spectra are in m/ε.
 */
export class MethylationDistance {
  readonly #model: Model;
  readonly #epsilon: number;
  readonly #adaptation: Adaptation;
  readonly #spectra: RowSpectra;
  readonly #start: number;
  readonly #g: Float64Array;
  readonly #slope: Float64Array;
  readonly #antiderivative: Float64Array;
  readonly #none: Float64Array;
  readonly #nodes: Float64Array;
  readonly #relaxed: number;

  /** @param relaxed factor on the tolerance of the quadrature in x */
  constructor(model: Model, epsilon: number, spectra: RowSpectra, start: number, relaxed = 1) {
    this.#model = model;
    this.#relaxed = relaxed;
    this.#epsilon = epsilon;
    this.#adaptation = model.adaptation(epsilon);
    this.#spectra = spectra;
    this.#start = start / epsilon;
    const size = 2 * spectra.half;
    this.#g = new Float64Array(size);
    this.#slope = new Float64Array(size);
    this.#antiderivative = new Float64Array(size);
    this.#none = new Float64Array(size);
    this.#nodes = new Float64Array(3 * (spectra.fine + 1));
  }

  /** ∫|p − p̄𝓜_{ε,N}|dm of one row, given its half-spectrum and N. */
  #rowDistance(spectrum: Float64Array, signal: number): number {
    const { half, base, fine, fineSpacing } = this.#spectra;
    const g = this.#g;
    const antiderivative = this.#antiderivative;
    const offset = signal / this.#epsilon - this.#start;
    g[0] = 0;
    g[1] = 0;
    for (let k = 1; k < half; k++) {
      const xi = k * base;
      // The periodised Gaussian has the coefficients e^{−ξ²/2}e^{−iξ·offset} relative to its mean.
      const size = spectrum[0] * Math.exp(-0.5 * xi * xi);
      const re = spectrum[2 * k] - size * Math.cos(xi * offset);
      const im = spectrum[2 * k + 1] + size * Math.sin(xi * offset);
      g[2 * k] = re;
      g[2 * k + 1] = im;
      antiderivative[2 * k] = im / xi;
      antiderivative[2 * k + 1] = -re / xi;
    }
    this.#spectra.differentiate(g, this.#slope);
    const nodes = this.#nodes;
    const first = this.#spectra.synthesise(g, this.#slope);
    for (let i = 0; i <= fine; i++) {
      nodes[3 * i] = first[2 * (i % fine)];
      nodes[3 * i + 1] = first[2 * (i % fine) + 1];
    }
    const second = this.#spectra.synthesise(antiderivative, this.#none);
    for (let i = 0; i <= fine; i++) nodes[3 * i + 2] = second[2 * (i % fine)];
    return this.#epsilon * absoluteIntegralOfNodes(fine, fineSpacing, nodes);
  }

  evaluate({ time, x }: MethylationSnapshot): Reading {
    const { nx, nv, ny, half } = this.#spectra;
    const length = nx * x.spacing;
    const spectrum = new Float64Array(2 * half);
    const shifted = this.#spectra.between();
    const places = Float64Array.from({ length: 2 * nx }, (_, i) => x.start + (i * x.spacing) / 2);
    const signals = new Float64Array(2 * nx);
    const place = new Float64Array(1);
    const signal = new Float64Array(1);
    let value = 0;
    let error = 0;
    for (let iv = 0; iv < nv; iv++) {
      const v = this.#model.velocities[iv];
      this.#adaptation.signal(time, places, v, signals);
      const sums = [0, 0];
      const samples = new Float64Array(2 * nx);
      for (let i = 0; i < 2 * nx; i++) {
        const rows = i % 2 === 0 ? this.#spectra.rows : shifted;
        const row = ((i >> 1) * nv + iv) * ny;
        const distance = this.#rowDistance(rows.subarray(row, row + ny), signals[i]);
        sums[i % 2] += (distance * length) / nx;
        samples[i] = distance;
      }
      const weight = this.#model.weights[iv];
      const tolerance = Math.max(ROUND_OFF, this.#relaxed * Math.min(ABSOLUTE, RELATIVE * sums[0]));
      const difference = Math.abs(sums[0] - sums[1]) / 2;
      const dips = sums[0] <= ROUND_OFF ? [] : dipsOf(samples);
      if (difference <= tolerance && dips.length === 0) {
        value += (weight * (sums[0] + sums[1])) / 2;
        error += weight * difference;
        continue;
      }
      const at = (position: number): number => {
        const inside = position - Math.floor(position);
        place[0] = x.start + inside * length;
        this.#adaptation.signal(time, place, v, signal);
        this.#spectra.at(inside, iv, spectrum);
        return this.#rowDistance(spectrum, signal[0]);
      };
      const kinks = dips.map((i) => lowest(at, (i - 1) / (2 * nx), (i + 1) / (2 * nx)));
      const result = integrateAdaptively(at, panelsBetween(kinks), tolerance / length);
      value += weight * length * result.value;
      error += weight * length * result.error;
    }
    return { value, x: error };
  }
}

/** Samples of a periodic function that are smaller than their neighbours and well below the maximum. */
function dipsOf(samples: Float64Array): number[] {
  const n = samples.length;
  const largest = samples.reduce((most, sample) => Math.max(most, sample), 0);
  return Array.from(samples.keys()).filter(
    (i) => samples[i] < DIP * largest && samples[i] <= samples[(i + n - 1) % n] && samples[i] < samples[(i + 1) % n],
  );
}

/** Place of the minimum of f on [a, b], where f falls and rises, by golden sections. */
function lowest(f: (x: number) => number, a: number, b: number): number {
  let [low, high] = [a, b];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  for (let k = 0; k < SECTIONS; k++) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}

/** Edges of panels that cover one period from kink to kink, none wider than `PANEL`. */
function panelsBetween(kinks: readonly number[]): number[] {
  const first = kinks[0] ?? 0;
  const stops = [...(kinks.length > 0 ? kinks : [first]), first + 1];
  const edges = [first];
  for (let k = 1; k < stops.length; k++) {
    const width = stops[k] - stops[k - 1];
    const panels = Math.max(1, Math.ceil(width / PANEL));
    for (let p = 1; p <= panels; p++) edges.push(stops[k - 1] + (width * p) / panels);
  }
  return edges;
}
