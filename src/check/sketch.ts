import type { ScenarioInput } from '../model/scenario-schema.ts';
import {
  DENSITIES,
  EPSILON,
  type Form,
  joined,
  KERNELS,
  type Knob,
  PROFILES_OF_Y,
  TIME,
  VELOCITIES,
  WAVES,
} from './scenario-forms.ts';

/** One part of a scenario: a form and its numbers. */
export interface Part<Name> {
  readonly form: Name;
  readonly numbers: readonly number[];
}

/** A scenario at one ε, as forms with numbers: what a search varies and a shrinker simplifies. */
export interface Sketch {
  readonly domain: 'torus' | 'line';
  readonly waves: readonly Part<keyof typeof WAVES>[];
  readonly kernel: Part<keyof typeof KERNELS>;
  readonly velocities: Part<keyof typeof VELOCITIES>;
  readonly profile: Part<keyof typeof PROFILES_OF_Y>;
  readonly density: Part<keyof typeof DENSITIES>;
  readonly time: number;
  readonly epsilon: number;
}

/** Computations on the line use |x| ≤ this; packets have deviations up to 0.8. */
const HALF_WIDTH = 6;

/** The scenario that a sketch stands for, as a user would write it. */
export function scenarioInput(sketch: Sketch, name = 'random'): ScenarioInput {
  const { domain, waves, kernel, velocities, profile, density, time, epsilon } = sketch;
  return {
    name,
    space: domain === 'torus' ? { dimension: 1, domain, length: 1 } : { dimension: 1, domain, halfWidth: HALF_WIDTH },
    velocities: written(VELOCITIES, velocities),
    signal: joined(waves.map((part) => written(WAVES, part))),
    kernel: { rate: written(KERNELS, kernel) },
    initial: { density: written(DENSITIES, density), profile: written(PROFILES_OF_Y, profile) },
    time,
    epsilons: [epsilon],
  };
}

function written<T, Name extends string>(forms: { readonly [name in Name]: Form<T> }, part: Part<Name>): T {
  return forms[part.form].write(...part.numbers);
}

/** The knobs of a sketch, in the order of `numbersOf`. */
export function knobsOf({ waves, kernel, velocities, profile, density }: Sketch): readonly Knob[] {
  return [
    ...waves.flatMap(({ form }): readonly Knob[] => WAVES[form].knobs),
    ...KERNELS[kernel.form].knobs,
    ...VELOCITIES[velocities.form].knobs,
    ...PROFILES_OF_Y[profile.form].knobs,
    ...DENSITIES[density.form].knobs,
    TIME,
    EPSILON,
  ];
}

/** All numbers of a sketch. */
export function numbersOf({ waves, kernel, velocities, profile, density, time, epsilon }: Sketch): readonly number[] {
  const parts = [...waves, kernel, velocities, profile, density];
  return [...parts.flatMap(({ numbers }) => numbers), time, epsilon];
}

/** The same sketch with other numbers. */
export function withNumbers(sketch: Sketch, numbers: readonly number[]): Sketch {
  let next = 0;
  const part = <Name>({ form, numbers: old }: Part<Name>): Part<Name> => {
    next += old.length;
    return { form, numbers: numbers.slice(next - old.length, next) };
  };
  // In the order of `numbersOf`.
  const waves = sketch.waves.map(part);
  const kernel = part(sketch.kernel);
  const velocities = part(sketch.velocities);
  const profile = part(sketch.profile);
  const density = part(sketch.density);
  return { ...sketch, waves, kernel, velocities, profile, density, time: numbers[next], epsilon: numbers[next + 1] };
}

/** Ranks of the forms: how complicated the shape of a sketch is. */
export function rankOf({ waves, kernel, velocities, profile, density }: Sketch): number {
  return (
    waves.length +
    KERNELS[kernel.form].rank +
    VELOCITIES[velocities.form].rank +
    PROFILES_OF_Y[profile.form].rank +
    DENSITIES[density.form].rank
  );
}

/** Digits that numbers keep on their way back from the unit cube: enough for a search, short enough to read. */
const DIGITS = 6;

/** The numbers as a point of the unit cube, by the range of each knob. */
export function pointOf(sketch: Sketch): readonly number[] {
  const numbers = numbersOf(sketch);
  return knobsOf(sketch).map(({ min, max, logarithmic }, i) =>
    logarithmic ? Math.log(numbers[i] / min) / Math.log(max / min) : (numbers[i] - min) / (max - min),
  );
}

/** The sketch at another point of the unit cube. */
export function sketchAt(sketch: Sketch, point: readonly number[]): Sketch {
  return withNumbers(
    sketch,
    knobsOf(sketch).map(({ min, max, logarithmic }, i) => {
      const value = logarithmic ? min * (max / min) ** point[i] : min + (max - min) * point[i];
      return Number(Math.min(max, Math.max(min, value)).toPrecision(DIGITS));
    }),
  );
}
