import FFT from 'fft.js';
import type { Model } from '../../src/model/model.ts';

/** p^ε on the fixed grid m_j = −halfWidth + j·spacing; layout [(ix·nv + iv)·nm + j]. */
export interface MethylationState {
  readonly values: Float64Array;
  readonly nx: number;
  readonly nm: number;
  readonly halfWidth: number;
}

/**
 * (1.4)–(1.5) as printed, in m: Fourier derivatives in x and m, classical Runge–Kutta of order 4. It knows neither N nor a
 * moving frame, and is stable only for moderate ε: hk²ε and h|m−M|k/ε must stay below about 2.
 */
export function solveMethylation(
  model: Model,
  epsilon: number,
  time: number,
  { nx, nm, halfWidth, steps }: { nx: number; nm: number; halfWidth: number; steps: number },
): MethylationState {
  const { space } = model.scenario;
  if (space.domain !== 'torus') throw new Error('the solver in m needs a torus');
  const { length } = space;
  const nv = model.weights.length;
  const x = Float64Array.from({ length: nx }, (_, i) => (length * i) / nx);
  const m = Float64Array.from({ length: nm }, (_, j) => -halfWidth + (2 * halfWidth * j) / nm);
  const M = new Float64Array(nx);
  const z = new Float64Array(nm);
  const rate = new Float64Array(nm);
  const p = initialState(model, epsilon, x, m);

  const right = (t: number, state: Float64Array): Float64Array => {
    const out = new Float64Array(state.length);
    model.signal(t, x, M);
    for (let iv = 0; iv < nv; iv++) {
      const speed = model.velocities[iv][0];
      for (let j = 0; j < nm; j++) {
        const at = (ix: number): number => (ix * nv + iv) * nm + j;
        const slope = derivative(
          Float64Array.from({ length: nx }, (_, ix) => state[at(ix)]),
          length,
        );
        for (let ix = 0; ix < nx; ix++) out[at(ix)] -= speed * slope[ix];
      }
    }
    for (let ix = 0; ix < nx; ix++) {
      for (let iv = 0; iv < nv; iv++) {
        const row = (ix * nv + iv) * nm;
        const own = state.subarray(row, row + nm);
        const diffusion = derivative(own, 2 * halfWidth);
        const flux = own.map((value, j) => ((m[j] - M[ix]) / epsilon) * value + epsilon * diffusion[j]);
        const drift = derivative(flux, 2 * halfWidth);
        for (let j = 0; j < nm; j++) out[row + j] += drift[j];
      }
      for (let j = 0; j < nm; j++) z[j] = (m[j] - M[ix]) / epsilon;
      for (let pre = 0; pre < nv; pre++) {
        for (let post = 0; post < nv; post++) {
          model.rate(z, post, pre, rate);
          const [from, to] = [(ix * nv + pre) * nm, (ix * nv + post) * nm];
          for (let j = 0; j < nm; j++) {
            const flow = rate[j] * state[from + j];
            out[to + j] += model.weights[pre] * flow;
            out[from + j] -= model.weights[post] * flow;
          }
        }
      }
    }
    return out;
  };

  const h = time / steps;
  let state = p;
  const plus = (slope: Float64Array, factor: number): Float64Array =>
    state.map((value, i) => value + factor * slope[i]);
  for (let step = 0; step < steps; step++) {
    const t = step * h;
    const k1 = right(t, state);
    const k2 = right(t + h / 2, plus(k1, h / 2));
    const k3 = right(t + h / 2, plus(k2, h / 2));
    const k4 = right(t + h, plus(k3, h));
    state = state.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
  }
  return { values: state, nx, nm, halfWidth };
}

/** p₀(x, v, m) = (1/ε) p̄₀^ε(x, v) profile((m − M(0, x))/ε). */
function initialState(model: Model, epsilon: number, x: Float64Array, m: Float64Array): Float64Array {
  const nv = model.weights.length;
  const M = new Float64Array(x.length);
  model.signal(0, x, M);
  const density = new Float64Array(x.length);
  const law = new Float64Array(m.length);
  const p = new Float64Array(x.length * nv * m.length);
  for (let iv = 0; iv < nv; iv++) {
    model.density(epsilon, x, iv, density);
    for (let ix = 0; ix < x.length; ix++) {
      model.profile(
        epsilon,
        m.map((at) => (at - M[ix]) / epsilon),
        law,
      );
      for (let j = 0; j < m.length; j++) p[(ix * nv + iv) * m.length + j] = (density[ix] * law[j]) / epsilon;
    }
  }
  return p;
}

const plans = new Map<number, FFT>();

/** Fourier derivative of periodic point values; the Nyquist mode is dropped. */
function derivative(values: Float64Array, period: number): Float64Array {
  const n = values.length;
  const plan = plans.get(n) ?? new FFT(n);
  plans.set(n, plan);
  const input = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) input[2 * i] = values[i];
  const spectrum = new Float64Array(2 * n);
  plan.transform(spectrum, input);
  for (let k = 0; k < n; k++) {
    const wave = 2 * k === n ? 0 : k < n / 2 ? k : k - n;
    const kappa = (2 * Math.PI * wave) / period;
    const re = spectrum[2 * k];
    spectrum[2 * k] = -kappa * spectrum[2 * k + 1];
    spectrum[2 * k + 1] = kappa * re;
  }
  plan.inverseTransform(input, spectrum);
  return Float64Array.from({ length: n }, (_, i) => input[2 * i]);
}
