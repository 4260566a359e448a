import { evolve, leadingBlock, solveLinear } from './dense-matrix.ts';
import type { ExactCase } from './exact-case.ts';
import { gaussianStart, type ModeOperator, modeGenerator } from './tumbling-modes.ts';

/** Rates that depend on z, M ≡ 0: velocities forget themselves at a rate that the internal state modulates. */
export const modulated = (waveNumber: number, count = 24): ModeOperator => ({
  speeds: [-1, 1],
  weights: [0.5, 0.5],
  rate: (z) => 4 * (1 + 0.7 * Math.sin(z)),
  slope: 0,
  epsilon: 0.2,
  waveNumber,
  count,
});

/**
 * Green–Kubo: D = ∫₀^∞⟨v(0)v(t)⟩dt = −⟨v, A^{−1}(v𝓜)⟩ for the homogeneous generator A, by one linear solve. A vanishes on
 * the equilibrium; adding the projection onto it makes A invertible and does not touch v𝓜, whose mass is 0.
 */
export function greenKubo(operator: ModeOperator): number {
  const { speeds, weights, count } = operator;
  const half = speeds.length * count;
  const a = leadingBlock(modeGenerator({ ...operator, waveNumber: 0 }), half);
  for (let v = 0; v < speeds.length; v++) {
    for (let w = 0; w < speeds.length; w++) a[v * count * half + w * count] -= weights[w];
  }
  const current = new Float64Array(half);
  speeds.forEach((speed, v) => {
    current[v * count] = speed;
  });
  const answer = solveLinear(a, current);
  return -speeds.reduce((sum, speed, v) => sum + weights[v] * speed * answer[v * count], 0);
}

/** Density and flux of mode k, complex, from data density(v) e^{ikx} and a unit Gaussian of the given mean in y. */
export function modeHistory(
  operator: ModeOperator,
  densities: readonly number[],
  mean: number,
  times: readonly number[],
) {
  const { speeds, weights, count } = operator;
  const half = speeds.length * count;
  return evolve(modeGenerator(operator), gaussianStart(densities, mean, count), times).map((c) => {
    const total = (part: number, power: number): number =>
      speeds.reduce((sum, speed, v) => sum + weights[v] * speed ** power * c[part * half + v * count], 0);
    return { density: { re: total(0, 0), im: total(1, 0) }, flux: { re: total(0, 1), im: total(1, 1) } };
  });
}

const LENGTH = 4;
const AMPLITUDE = 0.25;

/** The first mode of a torus of length 4, through the initial layer into its slow decay at a rate near D k². */
export const slowDecay: ExactCase = {
  name: 'decay of a mode by diffusion, rates that depend on z',
  input: {
    name: 'slow-decay',
    space: { dimension: 1, domain: 'torus', length: LENGTH },
    velocities: { set: 'two-speed', speed: 1 },
    signal: '0',
    kernel: { rate: '4*(1 + 0.7*sin(z))' },
    initial: { density: '1 + 0.5*cos(pi*x/2)*(1 + 0.2*v)', profile: { type: 'gaussian', mean: 0.6, deviation: 1 } },
    time: 1,
    epsilons: [0.2],
  },
  exact: (times) => {
    const history = modeHistory(modulated((2 * Math.PI) / LENGTH), [0.8, 1.2], 0.6, times);
    return {
      mass: times.map(() => 1),
      V2: times.map(() => 1),
      cosineMode: history.map(({ density }) => AMPLITUDE * density.re),
      sineMode: history.map(({ density }) => -AMPLITUDE * density.im),
      cosineFlux: history.map(({ flux }) => AMPLITUDE * flux.re),
      sineFlux: history.map(({ flux }) => -AMPLITUDE * flux.im),
      J: times.map(() => 0),
      Y: times.map((t) => 1 + 0.36 * Math.exp((-2 * t) / 0.2)),
    };
  },
  accuracy: 1e-13,
  excites: { time: ['cosineMode', 'sineMode', 'cosineFlux', 'sineFlux'] },
};
