import FFT from 'fft.js';
import { rootsInCell } from '../kernels/absolute-integral.ts';
import type { UniformAxis } from '../model/snapshot.ts';

/** Refinement of the x-grid on which sign changes are looked for. */
const REFINEMENT = 4;
/** Sign changes where |g| is below this part of its maximum are round-off. */
const NEGLIGIBLE = 1e-11;
/** Newton steps from a root of the cubic interpolant: an error of the root enters linearly. */
const NEWTON_STEPS = 3;

/** c_k of a real periodic function from its n point values; the Nyquist mode is left out. */
class Waves {
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #kappa: number;

  constructor(values: ArrayLike<number>, length: number, fft: FFT) {
    const n = values.length;
    const input = new Float64Array(2 * n);
    const out = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) input[2 * i] = values[i];
    fft.transform(out, input);
    this.#re = Float64Array.from({ length: n / 2 }, (_, k) => ((k === 0 ? 1 : 2) * out[2 * k]) / n);
    this.#im = Float64Array.from({ length: n / 2 }, (_, k) => ((k === 0 ? 1 : 2) * out[2 * k + 1]) / n);
    this.#kappa = (2 * Math.PI) / length;
  }

  /** [value, slope, antiderivative] at a distance s from the first point. */
  at(s: number): readonly [number, number, number] {
    const c1 = Math.cos(this.#kappa * s);
    const s1 = Math.sin(this.#kappa * s);
    let c = c1;
    let sine = s1;
    let value = this.#re[0];
    let slope = 0;
    let antiderivative = this.#re[0] * s;
    for (let k = 1; k < this.#re.length; k++) {
      const kappa = this.#kappa * k;
      const even = this.#re[k] * c - this.#im[k] * sine;
      const odd = this.#re[k] * sine + this.#im[k] * c;
      value += even;
      slope -= kappa * odd;
      antiderivative += odd / kappa;
      const next = c * c1 - sine * s1;
      sine = c * s1 + sine * c1;
      c = next;
    }
    return [value, slope, antiderivative];
  }
}

/**
 * ∫sgn(g) c dx over one period for several c, all given by point values on the same grid: trigonometric interpolation, the
 * roots of g to round-off, and the antiderivatives of c between them.
 */
export function signedIntegrals(
  g: Float64Array,
  integrands: readonly Float64Array[],
  { count, spacing }: UniformAxis,
): number[] {
  const length = count * spacing;
  const fft = new FFT(count);
  const waves = new Waves(g, length, fft);
  const { roots, sign } = signChanges(waves, REFINEMENT * count, spacing / REFINEMENT);
  return integrands.map((integrand) => {
    const c = new Waves(integrand, length, fft);
    const start = c.at(0)[2];
    let sum = 0;
    let last = start;
    let current = sign;
    for (const root of [...roots, length]) {
      const next = c.at(root)[2];
      sum += current * (next - last);
      last = next;
      current = -current;
    }
    return sum;
  });
}

/** Sign of g at 0+ and the places in (0, length) where it changes; a root of even multiplicity is none. */
function signChanges(g: Waves, n: number, h: number): { roots: number[]; sign: number } {
  const nodes = Array.from({ length: n + 1 }, (_, i) => g.at((i % n) * h));
  const largest = nodes.reduce((most, [value]) => Math.max(most, Math.abs(value)), 0);
  const least = NEGLIGIBLE * largest;
  const roots: number[] = [];
  let sign = 0;
  for (let i = 0; i <= n && sign === 0; i++) if (Math.abs(nodes[i][0]) > least) sign = Math.sign(nodes[i][0]);
  let before = sign;
  for (let i = 0; i < n; i++) {
    const [g0, d0] = nodes[i];
    const [g1, d1] = nodes[i + 1];
    // A flat stretch of round-off keeps the sign that it was entered with.
    const here = Math.abs(g1) > least ? Math.sign(g1) : before;
    const crossing = here !== before;
    if (crossing || (g0 * d0 < 0 && g1 * d1 > 0 && Math.abs(g0) > least && Math.abs(g1) > least)) {
      // With the sign changed, but not on this cell, g₀ is round-off: the root is that node.
      const usable = crossing && g0 * g1 >= 0 ? [0] : rootsInCell(g0, g1, d0, d1, h, crossing);
      for (const s of usable) roots.push(polished(g, (i + s) * h, i * h, (i + 1) * h));
    }
    before = here;
  }
  return { roots, sign };
}

function polished(g: Waves, from: number, low: number, high: number): number {
  let x = from;
  for (let k = 0; k < NEWTON_STEPS; k++) {
    const [value, slope] = g.at(x);
    const next = x - value / slope;
    // Near a double root Newton's step may leave the cell: then the cubic's root is as good as any.
    if (!(next >= low && next <= high)) break;
    x = next;
  }
  return x;
}
