import { compositeGauss } from '../../src/model/quadrature.ts';
import type { ExactCase } from './exact-case.ts';

/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/**
 * Goldstein–Kac: ∂ₜf± ± c∂ₓf± = (λ/2)(f∓ − f±), for wave number k and f±(0) = (1 ± β)e^{ikx}: density ½(f₊ + f₋) and
 * flux ½c(f₊ − f₋). The generator is −λ/2 + B with B = [[−ikc, λ/2], [λ/2, ikc]] and B² = s²·1, s² = λ²/4 − k²c², so
 * that its exponential is e^{−λt/2}(cosh(st) + B sinh(st)/s).
 */
export function telegraphMode(
  { speed: c, rate, tilt }: { readonly speed: number; readonly rate: number; readonly tilt: number },
  k: number,
  t: number,
): { readonly density: Complex; readonly flux: Complex } {
  const a = rate / 2;
  const square = a * a - k * k * c * c;
  const s = Math.sqrt(Math.abs(square));
  const even = Math.exp(-a * t) * (square > 0 ? Math.cosh(s * t) : Math.cos(s * t));
  const odd = Math.exp(-a * t) * (s === 0 ? t : (square > 0 ? Math.sinh(s * t) : Math.sin(s * t)) / s);
  return {
    density: { re: even + a * odd, im: -k * c * tilt * odd },
    flux: { re: c * tilt * (even - a * odd), im: -k * c * c * odd },
  };
}

/** E|x(t) − x(0)|² = 2c²(λt − 1 + e^{−λt})/λ²: the second derivative of the density at k = 0, without tilt. */
export const meanSquareDisplacement = (speed: number, rate: number, t: number): number =>
  (2 * speed * speed * (rate * t + Math.expm1(-rate * t))) / (rate * rate);

/** Equal rates independent of z: the first mode of p̄^ε is the telegraph's, whatever ε and M are, and p̄^ε = p̄. */
function waveCase(epsilon: number, signal: string, time: number): ExactCase {
  const name = `telegraph, ε = ${epsilon}, M = ${signal}`;
  const flow = { speed: 1, rate: 1.5, tilt: 0.3 };
  const k = 2 * Math.PI;
  const amplitude = 0.25;
  return {
    name,
    input: {
      name: 'exact-case',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'two-speed', speed: flow.speed },
      signal,
      kernel: { rate: String(flow.rate) },
      initial: { density: '1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)', profile: { type: 'gaussian', mean: 0.8, deviation: 1 } },
      time,
      epsilons: [epsilon],
    },
    exact: (times) => {
      const modes = times.map((t) => telegraphMode(flow, k, t));
      return {
        mass: times.map(() => 1),
        V2: times.map(() => 1),
        cosineMode: modes.map(({ density }) => amplitude * density.re),
        sineMode: modes.map(({ density }) => -amplitude * density.im),
        cosineFlux: modes.map(({ flux }) => amplitude * flux.re),
        sineFlux: modes.map(({ flux }) => -amplitude * flux.im),
        limitDistance: times.map(() => 0),
      };
    },
    accuracy: 1e-14,
    excites: {},
  };
}

/**
 * A packet on the line and a constant rate: E|x| = (2/π)∫₀^∞ (1 − Re φ(k,t))/k² dk with φ the Gaussian times the telegraph's
 * mode, and the cosine of the longest wave of the box, whose curvature in k is the mean square displacement.
 */
function packetCase(): ExactCase {
  const name = 'telegraph packet on the line';
  const flow = { speed: 1, rate: 2, tilt: 0 };
  const [width, halfWidth, time] = [0.4, 3.6, 0.15];
  const longest = Math.PI / halfWidth;
  const cut = 9 / width;
  const rule = compositeGauss(
    Array.from({ length: 13 }, (_, i) => (cut * i) / 12),
    16,
  );
  return {
    name,
    input: {
      name: 'exact-case',
      space: { dimension: 1, domain: 'line', halfWidth },
      velocities: { set: 'two-speed', speed: flow.speed },
      signal: '0.1*tanh(x)',
      kernel: { rate: String(flow.rate) },
      initial: { density: `exp(-(x/${width})^2/2)`, profile: { type: 'equilibrium' } },
      time,
      epsilons: [0.1],
    },
    exact: (times) => {
      const characteristic = (k: number, t: number): number =>
        Math.exp(-((k * width) ** 2) / 2) * telegraphMode(flow, k, t).density.re;
      return {
        mass: times.map(() => 1),
        V2: times.map(() => 1),
        X1: times.map((t) => {
          let sum = 1 / cut;
          rule.nodes.forEach((k, i) => {
            sum += (rule.weights[i] * (1 - characteristic(k, t))) / (k * k);
          });
          return (2 / Math.PI) * sum;
        }),
        cosineMode: times.map((t) => characteristic(longest, t)),
        sineMode: times.map(() => 0),
      };
    },
    // The neglected part of φ is below e^{−81/2}; 1 − φ cancels to 1e-16/k² at the smallest nodes, which have small weights.
    accuracy: 1e-11,
    excites: { x: ['X1'] },
  };
}

export const telegraph: readonly ExactCase[] = [
  waveCase(0.1, '0.1*sin(2*pi*x - t)', 0.2),
  waveCase(0.001, '0', 0.02),
  packetCase(),
];
