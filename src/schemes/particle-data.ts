import { compile } from '../model/compile-expression.ts';
import type { Interval } from '../model/interval.ts';
import type { Model } from '../model/model.ts';
import { gridPositions } from '../model/position-grid.ts';
import { positionNames, velocityNames } from '../model/variable-names.ts';
import { EnvelopeSampler } from './envelope-sampler.ts';
import { exponential, gaussian, type Philox, uniform } from './philox.ts';

/** What a block of random words is for: the last word of its counter. */
export const DRAW = { place: 0, internal: 1, shape: 2, candidate: 3, output: 4 } as const;

/** Particles in structure-of-arrays form; entry i is particle first + i. */
export interface Cloud {
  readonly first: number;
  readonly count: number;
  /** Positions [i·d + j] (on a torus not wrapped), velocity index and y at `time`. */
  readonly x: Float64Array;
  readonly velocity: Int32Array;
  readonly y: Float64Array;
  readonly time: Float64Array;
  /** Time and number of the next candidate for a tumble. */
  readonly next: Float64Array;
  readonly candidate: Uint32Array;
}

/** The neglected part of a density that does not end, relative to its mass: far below any sampling error. */
const NEGLECTED = 1e-12;
const TAIL_POINTS = 512;
/** Points in each coordinate where it is looked for in more than one dimension. */
const TAIL_SIDE: { readonly [dimension: number]: number } = { 2: 192, 3: 48 };

/**
 * Where the coordinates of positions are drawn: the period, or on the line the box, on which the scenario's density has mass 1; or why they cannot
 * be, when more than 1e-12 of the mass lies within one width beyond the ends of the box.
 */
export function placeRange(model: Model, epsilon: number): Interval | string {
  const { space } = model.scenario;
  if (space.domain === 'torus') return { lower: 0, upper: space.length };
  const L = space.halfWidth;
  const { positions: outside, cell } = beyond(L, model.dimension);
  const values = new Float64Array(outside.length / model.dimension);
  let tail = 0;
  model.weights.forEach((weight, iv) => {
    model.density(epsilon, outside, iv, values);
    for (const value of values) tail += weight * Math.abs(value) * cell;
  });
  if (!(tail <= NEGLECTED)) return `a part ${tail.toExponential(1)} of the data lies outside of the box`;
  return { lower: -L, upper: L };
}

/** Midpoints of cells that fill the box [−3L, 3L]^d without [−L, L]^d, and the volume of a cell. */
function beyond(L: number, dimension: number): { readonly positions: Float64Array; readonly cell: number } {
  if (dimension === 1) {
    const positions = Float64Array.from({ length: 2 * TAIL_POINTS }, (_, i) => {
      const distance = L * (1 + (2 * ((i >> 1) + 0.5)) / TAIL_POINTS);
      return i % 2 === 0 ? distance : -distance;
    });
    return { positions, cell: (2 * L) / TAIL_POINTS };
  }
  const count = TAIL_SIDE[dimension];
  const spacing = (6 * L) / count;
  const all = gridPositions({ start: -3 * L + spacing / 2, spacing, count }, dimension);
  const isOutside = (at: number): boolean => {
    const from = at - (at % dimension);
    return all.subarray(from, from + dimension).some((c) => Math.abs(c) > L);
  };
  return { positions: all.filter((_, at) => isOutside(at)), cell: spacing ** dimension };
}

/**
 * Particles at t = 0 with the law of the data, drawn exactly: (x, v) and profiles given by an expression by rejection, mixtures
 * of Gaussians directly. Every draw is addressed by (seed, index of the particle).
 *
 * @param limit draw p̄₀ in place of p̄₀^ε, with the same random numbers
 * @param rate rate of candidates; 0 for none
 * @throws Error when `placeRange` refuses the data, or their density has no finite envelope
 */
export function drawCloud(
  model: Model,
  epsilon: number,
  { first, count, rate, limit }: { first: number; count: number; rate: number; limit: boolean },
  random: Philox,
): Cloud {
  const { initial } = model.scenario;
  const formula = limit ? initial.limitDensity : initial.density;
  const d = model.dimension;
  const variants = model.velocities.map((v, iv) => ({
    weight: model.weights[iv],
    parameters: [...v, limit ? 0 : epsilon],
  }));
  const range = placeRange(model, epsilon);
  if (typeof range === 'string') throw new Error(range);
  const places = new EnvelopeSampler(
    formula.expr,
    [...positionNames(d), ...velocityNames(d), 'epsilon'],
    variants,
    range,
  );
  const cloud: Cloud = {
    first,
    count,
    x: new Float64Array(count * d),
    velocity: new Int32Array(count),
    y: new Float64Array(count),
    time: new Float64Array(count),
    next: new Float64Array(count),
    candidate: new Uint32Array(count),
  };
  const internal = internalSampler(model, epsilon);
  for (let i = 0; i < count; i++) {
    const index = first + i;
    places.draw(random, index, DRAW.place);
    cloud.x.set(places.value, i * d);
    cloud.velocity[i] = places.variant;
    // Word 1 of this block is the waiting time for the first candidate.
    random.block(index, index / 2 ** 32, 0, DRAW.internal);
    cloud.next[i] = rate > 0 ? exponential(random.words[1]) / rate : Number.POSITIVE_INFINITY;
    cloud.y[i] = internal(random, index);
  }
  return cloud;
}

/** Draws y; words 0, 2 and 3 of the generator's last block are free for it. */
function internalSampler(model: Model, epsilon: number): (random: Philox, index: number) => number {
  const { profile } = model.scenario.initial;
  if (profile.type === 'expression') {
    const { halfWidth } = model.profileFacts(epsilon);
    const range = { lower: -halfWidth, upper: halfWidth };
    const sampler = new EnvelopeSampler(
      profile.value.expr,
      ['y', 'epsilon'],
      [{ weight: 1, parameters: [epsilon] }],
      range,
    );
    return (random, index) => {
      sampler.draw(random, index, DRAW.shape);
      return sampler.value[0];
    };
  }
  const components = profile.components.map(({ weight, mean, deviation }) => ({
    weight,
    mean: compile(mean.expr, ['epsilon']).at(epsilon),
    deviation: compile(deviation.expr, ['epsilon']).at(epsilon),
  }));
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  return ({ words }) => {
    let aim = uniform(words[0]) * total;
    let chosen = components[components.length - 1];
    for (const component of components) {
      if (aim < component.weight) {
        chosen = component;
        break;
      }
      aim -= component.weight;
    }
    return chosen.mean + chosen.deviation * gaussian(words[2], words[3]);
  };
}
