import FFT from 'fft.js';
import { absoluteIntegralOfNodes } from '../kernels/absolute-integral.ts';
import type { Adaptation, Model } from '../model/model.ts';
import { gridPositions, pointCount } from '../model/position-grid.ts';
import type { MarginalSnapshot, UniformAxis } from '../model/snapshot.ts';
import { LineSum } from './line-sum.ts';
import type { Reading } from './reading.ts';

/** Refinement of the x-grid for integrands with kinks. */
const REFINEMENT = 4;

/**
 * ‖p̄^ε − p̄‖_{L¹}: trigonometric interpolation along x₁ to a grid four times finer, |·| integrated exactly between roots.
 * Both arguments layout [ix·nv + iv] on the same grid.
 */
export function limitDistance(marginal: Float64Array, limit: Float64Array, x: UniformAxis, model: Model): Reading {
  const nv = model.weights.length;
  const difference = new Float64Array(x.count);
  const lines = marginal.length / nv / x.count;
  const total = new LineSum(x, model.dimension);
  for (let iv = 0; iv < nv; iv++) {
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < x.count; i++) {
        const at = (i * lines + line) * nv + iv;
        difference[i] = marginal[at] - limit[at];
      }
      total.add(line, model.weights[iv] * absoluteIntegralOfWaves(difference, x));
    }
  }
  return total.reading();
}

/** Transforms and work space for one number of points and one refinement. */
interface Workspace {
  readonly coarse: FFT;
  readonly fine: FFT;
  readonly input: Float64Array;
  readonly spectrum: Float64Array;
  readonly packed: Float64Array;
  readonly valuesAndSlopes: Float64Array;
  readonly antiderivative: Float64Array;
  readonly nodes: Float64Array;
}

const workspaces = new Map<string, Workspace>();

function workspaceOf(n: number, refinement = REFINEMENT): Workspace {
  const key = `${n} ${refinement}`;
  const known = workspaces.get(key);
  if (known) return known;
  const fine = refinement * n;
  const made: Workspace = {
    coarse: new FFT(n),
    fine: new FFT(fine),
    input: new Float64Array(2 * n),
    spectrum: new Float64Array(2 * n),
    packed: new Float64Array(2 * fine),
    valuesAndSlopes: new Float64Array(2 * fine),
    antiderivative: new Float64Array(2 * fine),
    nodes: new Float64Array(3 * (fine + 1)),
  };
  workspaces.set(key, made);
  return made;
}

/**
 * ∫|f|dx over one period, f the trigonometric interpolant of its point values on the grid `x`. Roots are those of cubics
 * on a grid `refinement` times finer: what is wrong about two roots that are close is of order 4 in its spacing.
 */
export function absoluteIntegralOfWaves(
  values: Float64Array,
  { count: n, spacing }: UniformAxis,
  refinement = REFINEMENT,
): number {
  const space = workspaceOf(n, refinement);
  const { input, spectrum, packed, valuesAndSlopes, antiderivative, nodes } = space;
  const fine = refinement * n;
  const period = n * spacing;
  for (let ix = 0; ix < n; ix++) input[2 * ix] = values[ix] / n;
  space.coarse.transform(spectrum, input);
  const mean = spectrum[0];
  // f + if′ and the antiderivative of f − mean: two real functions are the real and the imaginary part of one transform. The
  // modes between stay zero.
  for (let k = 1; k < n / 2; k++) {
    const kappa = (2 * Math.PI * k) / period;
    const re = fine * spectrum[2 * k];
    const im = fine * spectrum[2 * k + 1];
    packed[2 * k] = re - kappa * re;
    packed[2 * k + 1] = im - kappa * im;
    packed[2 * (fine - k)] = re + kappa * re;
    packed[2 * (fine - k) + 1] = -kappa * im - im;
  }
  space.fine.inverseTransform(valuesAndSlopes, packed);
  for (let k = 1; k < n / 2; k++) {
    const kappa = (2 * Math.PI * k) / period;
    const re = (fine * spectrum[2 * k + 1]) / kappa;
    const im = (-fine * spectrum[2 * k]) / kappa;
    packed[2 * k] = re;
    packed[2 * k + 1] = im;
    packed[2 * (fine - k)] = re;
    packed[2 * (fine - k) + 1] = -im;
  }
  space.fine.inverseTransform(antiderivative, packed);
  const h = period / fine;
  for (let i = 0; i <= fine; i++) {
    const at = 2 * (i % fine);
    nodes[3 * i] = mean + valuesAndSlopes[at];
    nodes[3 * i + 1] = valuesAndSlopes[at + 1];
    nodes[3 * i + 2] = mean * i * h + antiderivative[at];
  }
  return absoluteIntegralOfNodes(fine, h, nodes);
}

/** Refinement along x₁ for the kinks of |D_tM − D_tN|, which is known at every x; by dimension. */
const GAP_REFINEMENT: { readonly [dimension: number]: number } = { 1: 8, 2: 4, 3: 2 };

/**
 * ∫p̄ min(2, |D_tM − D_tN|) dx dν, the last term of Proposition 4.2, by the trapezoidal rule on a grid that is finer along
 * x₁ (eight times for d = 1), to which p̄ is interpolated; half of that grid gives the error of the kinks.
 */
export function adaptationGap(limit: MarginalSnapshot, adaptation: Adaptation, model: Model): Reading {
  const { x, values } = limit;
  const { dimension } = model;
  const nv = model.weights.length;
  const refinement = GAP_REFINEMENT[dimension];
  const count = refinement * x.count;
  const spacing = x.spacing / refinement;
  const lines = pointCount(x, dimension) / x.count;
  const across = gridPositions(x, dimension - 1);
  const positions = new Float64Array(count * dimension);
  const gap = new Float64Array(count);
  const density = new Float64Array(x.count);
  const total = new LineSum(x, dimension);
  let kinks = 0;
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < count; i++) {
      positions[i * dimension] = x.start + i * spacing;
      for (let j = 1; j < dimension; j++) positions[i * dimension + j] = across[line * (dimension - 1) + j - 1];
    }
    let all = 0;
    let even = 0;
    // On the line the errors of all velocities are one sum; across many lines they need not cancel.
    let apart = 0;
    for (let iv = 0; iv < nv; iv++) {
      const before = all - 2 * even;
      adaptation.gap(limit.time, positions, model.velocities[iv], gap);
      for (let i = 0; i < x.count; i++) density[i] = values[(i * lines + line) * nv + iv];
      const fine = interpolate(density, refinement);
      for (let i = 0; i < count; i++) {
        const term = model.weights[iv] * fine[i] * Math.min(2, Math.abs(gap[i]));
        all += term;
        if (i % 2 === 0) even += term;
      }
      apart += Math.abs(all - 2 * even - before);
    }
    total.add(line, all * spacing);
    kinks += (dimension === 1 ? Math.abs(all - 2 * even) : apart) * spacing;
  }
  return total.reading(kinks);
}

/** Trigonometric interpolation of periodic point values to a grid `factor` times finer. */
export function interpolate(values: Float64Array, factor: number): Float64Array {
  const n = values.length;
  const fine = factor * n;
  const { coarse, input, spectrum } = workspaceOf(n);
  for (let i = 0; i < n; i++) input[2 * i] = values[i];
  coarse.transform(spectrum, input);
  const padded = new Float64Array(2 * fine);
  for (let k = 0; k < n / 2; k++) {
    padded[2 * k] = spectrum[2 * k] * factor;
    padded[2 * k + 1] = spectrum[2 * k + 1] * factor;
    if (k === 0) continue;
    padded[2 * (fine - k)] = spectrum[2 * (n - k)] * factor;
    padded[2 * (fine - k) + 1] = spectrum[2 * (n - k) + 1] * factor;
  }
  const out = new Float64Array(2 * fine);
  new FFT(fine).inverseTransform(out, padded);
  return Float64Array.from({ length: fine }, (_, i) => out[2 * i]);
}
