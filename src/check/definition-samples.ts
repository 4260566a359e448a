import type { Measured } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import { compositeGauss } from '../model/quadrature.ts';
import { gaussian } from '../theory/closed-forms.ts';
import { alongPath, pathPoints, placeOf, vectorText } from './path-points.ts';
import type { IdentitySample, ModelContext } from './statement.ts';

/** Round-off of a sum of values of size 1, and of one value of M or N relative to its size. */
const ROUND_OFF = 1e-13;
/** Beyond ±9 the Maxwellian is below 1e-18. */
const REACH = 9;
/** Spacings of the trapezoidal rules whose difference is the bar; both are exact for a Maxwellian to round-off. */
const SPACINGS = [0.4, 0.25] as const;

/** 𝓜 is the Gaussian of the closed forms, which the errata use; the solvers and the diagnostics have their own. */
const maxwellian = (y: number): number => gaussian(y);

/** Two rules for one integral: the finer value, and their difference with round-off as bar. */
function compared(rule: (level: 0 | 1) => number): Measured {
  const fine = rule(1);
  return { value: fine, error: { y: Math.abs(fine - rule(0)) + ROUND_OFF * Math.max(1, Math.abs(fine)) } };
}

const minus = ({ value, error }: Measured, exact: number): Measured => ({ value: value - exact, error });

/** ∫y^k 𝓜_shift dy over a lattice of spacing h through 0, y relative to the centre. */
function latticeMoment(power: number, h: number, centre: number): number {
  let sum = 0;
  for (let j = Math.floor((centre - REACH) / h); j * h <= centre + REACH; j++) {
    const y = j * h - centre;
    sum += y ** power * maxwellian(y);
  }
  return sum * h;
}

const MOMENTS: readonly (readonly [string, number, number])[] = [
  ['mass', 0, 1],
  ['mean', 1, 0],
  ['variance', 2, 1],
];

/** (1.10): ∫𝓜 = 1, ∫y𝓜 = 0, ∫y²𝓜 = 1, and ∂_y𝓜 + y𝓜 = 0 integrated from −∞. */
export function maxwellianSamples(_: ModelContext): IdentitySample[] {
  const moments = MOMENTS.map(([where, power, exact]) => ({
    time: 0,
    residual: minus(
      compared((level) => latticeMoment(power, SPACINGS[level], 0)),
      exact,
    ),
    where,
  }));
  const kernel = [-1.5, 0.3, 2].map((b) => {
    const flux = compared((level) => {
      const rule = compositeGauss(
        Array.from({ length: 9 }, (_edge, i) => -REACH + ((b + REACH) * i) / 8),
        level === 0 ? 14 : 18,
      );
      return rule.nodes.reduce((sum, y, i) => sum + rule.weights[i] * y * maxwellian(y), 0);
    });
    return { time: 0, residual: minus(flux, -maxwellian(b)), where: `kernel, y = ${b}` };
  });
  return [...moments, ...kernel];
}

/** (1.13): ∫𝓜_{ε,N}dm = 1, ∫((m−N)/ε)𝓜_{ε,N}dm = 0, ∫((m−N)/ε)²𝓜_{ε,N}dm = 1 on a lattice in m that knows nothing of N. */
export function shiftedMaxwellianSamples({ model, epsilon }: ModelContext): IdentitySample[] {
  const adaptation = model.adaptation(epsilon);
  return pathPoints(model, epsilon).flatMap((point) => {
    const N = alongPath(model, adaptation.signal, point, 0);
    return MOMENTS.map(([name, power, exact]) => {
      const { value, error } = compared((level) => latticeMoment(power, SPACINGS[level], N / epsilon));
      // The lattice is m = jhε: m − N loses digits when ε is small.
      const lost = ROUND_OFF * Math.abs(N / epsilon);
      return {
        time: point.time,
        residual: { value: value - exact, error: { ...error, floor: lost } },
        where: `${name} at ${placeOf(point, model)}`,
      };
    });
  });
}

/** y′ − u(v′) = y − u(v) for y′ = y + (N(v) − N(v′))/ε: N from its own integral, u = D_tN from that of D_tM. */
export function sharedOffsetSamples({ model, epsilon }: ModelContext): IdentitySample[] {
  const adaptation = model.adaptation(epsilon);
  return pathPoints(model, epsilon).flatMap((point) => {
    const at = (field: typeof adaptation.signal, iv: number) => alongPath(model, field, { ...point, iv }, 0);
    return model.velocities.flatMap((_, other) => {
      if (other === point.iv) return [];
      const [N, otherN] = [at(adaptation.signal, point.iv), at(adaptation.signal, other)];
      const [u, otherU] = [at(adaptation.gradient, point.iv), at(adaptation.gradient, other)];
      const bar =
        (ROUND_OFF * (Math.abs(N) + Math.abs(otherN))) / epsilon + ROUND_OFF * (Math.abs(u) + Math.abs(otherU));
      return [
        {
          time: point.time,
          residual: { value: (N - otherN) / epsilon - otherU + u, error: { floor: bar } },
          where: `${placeOf(point, model)}, v′ = ${vectorText(model.velocities[other])}`,
        },
      ];
    });
  });
}

/** Offsets a at which (1.12) is compared, as multiples of max(1, ‖D_tM‖). */
const OFFSETS = [-1.7, -0.6, 0.25, 0.9, 2.1];

/**
 * (1.12): Λ̄ of the model against (Λ∗𝓜)(sign·a) = ∫Λ(sign·a − s)𝓜(s)ds by the trapezoidal rule in s. The identity has
 * sign −1; +1 is the trap, kept as negative control.
 */
export function averagedRateSamples({ model, constants }: ModelContext, sign: -1 | 1 = -1): IdentitySample[] {
  const a = Float64Array.from(OFFSETS, (offset) => offset * Math.max(1, constants.pathGradient.value));
  const averaged = new Float64Array(a.length);
  const samples: IdentitySample[] = [];
  for (let post = 0; post < model.velocities.length; post++) {
    for (let pre = 0; pre < model.velocities.length; pre++) {
      model.averagedRate(a, post, pre, averaged);
      a.forEach((offset, i) => {
        const convolution = compared((level) => trapezoid(model, post, pre, sign * offset, SPACINGS[level] / 4));
        samples.push({
          time: 0,
          residual: minus(convolution, averaged[i]),
          where: `a = ${offset.toPrecision(3)}, v = ${vectorText(model.velocities[post])}, v′ = ${vectorText(model.velocities[pre])}`,
        });
      });
    }
  }
  return samples;
}

/** ∫Λ(centre − s, post, pre)𝓜(s)ds. */
function trapezoid(model: Model, post: number, pre: number, centre: number, h: number): number {
  const half = Math.ceil(REACH / h);
  const z = Float64Array.from({ length: 2 * half + 1 }, (_, j) => centre - (j - half) * h);
  const rate = new Float64Array(z.length);
  model.rate(z, post, pre, rate);
  return rate.reduce((sum, value, j) => sum + value * maxwellian((j - half) * h), 0) * h;
}
