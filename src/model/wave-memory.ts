import type { Field, FieldAtTime } from './field.ts';
import type { PlaneWave } from './plane-waves.ts';

/** Derivatives along the path: 0 for M, 1 for D_tM, 2 for D_t²M. */
export type PathOrder = 0 | 1 | 2;

/** b = k·v − ω: along a path that moves with v, the phase of the wave turns at this rate. */
export function turningRate({ k, omega }: PlaneWave, v: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < v.length; j++) sum += k[j] * v[j];
  return sum - omega;
}

/**
 * κ = factor · ∫₀^{t/ε} e^{−(1+iεb)σ}dσ = factor · (1 − e^{−(1+iεb)t/ε})/(1 + iεb), real part in out[0] and imaginary part
 * in out[1]: what is left of a wave at the end of its path (theory sheet, section 2; paper (3.3)). Written with expm1 and
 * the half angle there is no cancellation when t ≪ ε.
 */
export function rememberWave(factor: number, b: number, epsilon: number, t: number, out: Float64Array): void {
  const gone = -Math.expm1(-t / epsilon);
  const left = 1 - gone;
  // When nothing is left, the phase at the start of the path is forgotten.
  const half = left > 0 ? 0.5 * b * t : 0;
  const s = Math.sin(half);
  const real = gone + 2 * left * s * s;
  const imaginary = 2 * left * s * Math.cos(half);
  const beta = epsilon * b;
  const scale = factor / (1 + beta * beta);
  out[0] = scale * (real + beta * imaginary);
  out[1] = scale * (imaginary - beta * real);
}

/** D_t sin θ = b sin(θ + π/2). */
const QUARTER = Math.PI / 2;

/**
 * Adds ∫₀^{t/ε} f(t−εσ, x−εσv, v) e^{−σ}dσ to `out` for f = Σ A bⁿ sin(θ + nπ/2), the n-th derivative along the path of a
 * sum of waves A sin θ, θ = k·x − ωt + φ: with κ as in `rememberWave` this is Σ |κ| sin(θ + nπ/2 + arg κ).
 */
export function addWaveMemory(waves: readonly PlaneWave[], order: PathOrder, epsilon: number): FieldAtTime {
  const kappa = new Float64Array(2);
  return (t, x, v, out) => {
    const d = v.length;
    for (const wave of waves) {
      const { amplitude, k, omega, phase } = wave;
      const b = turningRate(wave, v);
      rememberWave(amplitude * b ** order, b, epsilon, t, kappa);
      const height = Math.hypot(kappa[0], kappa[1]);
      if (height === 0) continue;
      const shift = phase - omega * t + order * QUARTER + Math.atan2(kappa[1], kappa[0]);
      for (let i = 0, at = 0; i < out.length; i++) {
        let angle = shift;
        for (let j = 0; j < d; j++) angle += k[j] * x[at++];
        out[i] += height * Math.sin(angle);
      }
    }
  };
}

/** Shares of the time at which waves are compared: no common period of the waves is likely to hide them all. */
const SHARES = [0, 0.6180339887498949, 1];
/** Roundings on the way to one value, of the waves and of the expression: of k and ω, of products, of sums of terms. */
const ROUNDINGS = 64;
/** Unit round-off. */
const UNIT = 2 ** -53;

/**
 * Whether Σ A bⁿ sin(θ + nπ/2) is the field `f` at all positions and velocities and at three times, to round-off: 64 · 2^{−53}
 * (1 + |θ|) of Σ |A| |b|ⁿ, where |θ| and |b| are sums of moduli, as large as what may have cancelled. False for NaN.
 *
 * @param x positions [i·d + j]
 */
export function wavesAgree(
  waves: readonly PlaneWave[],
  order: PathOrder,
  f: Field,
  time: number,
  x: Float64Array,
  velocities: readonly (readonly number[])[],
): boolean {
  const d = velocities[0].length;
  const values = new Float64Array(x.length / d);
  return velocities.every((v) =>
    SHARES.every((share) => {
      const t = share * time;
      f(t, x, v, values);
      return values.every((value, i) => {
        let sum = 0;
        let roundOff = 0;
        for (const wave of waves) {
          const { amplitude, k, omega, phase } = wave;
          const turns = v.map((_, j) => k[j] * x[i * d + j]);
          const angle = turns.reduce((total, turn) => total + turn, 0) - omega * t + phase;
          sum += amplitude * turningRate(wave, v) ** order * Math.sin(angle + order * QUARTER);
          const reach = turns.reduce((total, turn) => total + Math.abs(turn), Math.abs(omega * t) + Math.abs(phase));
          const rate = v.reduce((total, c, j) => total + Math.abs(k[j] * c), Math.abs(omega));
          roundOff += Math.abs(amplitude) * rate ** order * (1 + reach);
        }
        return Math.abs(sum - value) <= ROUNDINGS * UNIT * roundOff;
      });
    }),
  );
}
