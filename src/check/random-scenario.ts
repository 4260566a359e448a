import fc from 'fast-check';
import { DENSITIES, type Form, KERNELS, type Knob, PROFILES_OF_Y, TIME, VELOCITIES, WAVES } from './scenario-forms.ts';
import type { Part, Sketch } from './sketch.ts';

/** Uniform in [min, max] with four digits: without the bias towards corner cases, which are all alike here. */
const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 0, max: 10_000 })).map((n) => Number((min + ((max - min) * n) / 10_000).toPrecision(4)));

const numbersFor = (knobs: readonly Knob[]): fc.Arbitrary<number[]> =>
  fc.tuple(...knobs.map(({ min, max }) => between(min, max)));

/** A part of the given form with random numbers. */
const partOf = <Name extends string>(
  forms: { readonly [name in Name]: Form<unknown> },
  form: Name,
): fc.Arbitrary<Part<Name>> => numbersFor(forms[form].knobs).map((numbers) => ({ form, numbers }));

/** One or two waves of period 1, with |D_tM| up to about 3. */
const waves: fc.Arbitrary<Sketch['waves']> = fc
  .array(fc.tuple(between(-0.15, 0.15), fc.constantFrom(1, 2), between(-2, 2), between(0, 6)), {
    minLength: 1,
    maxLength: 2,
  })
  .map((list) =>
    list.map(([a, k, omega, phase]) => ({ form: k === 1 ? 'wave-1' : 'wave-2', numbers: [a, omega, phase] })),
  );

const kernel: fc.Arbitrary<Sketch['kernel']> = fc.oneof(
  partOf(KERNELS, 'sigmoid'),
  partOf(KERNELS, 'bump'),
  partOf(KERNELS, 'sine'),
);

const velocities: fc.Arbitrary<Sketch['velocities']> = fc.oneof(
  { weight: 3, arbitrary: partOf(VELOCITIES, 'two-speed') },
  { weight: 1, arbitrary: partOf(VELOCITIES, 'three') },
);

const profile: fc.Arbitrary<Sketch['profile']> = fc.oneof(
  fc.constant({ form: 'equilibrium' as const, numbers: [] }),
  partOf(PROFILES_OF_Y, 'gaussian'),
  partOf(PROFILES_OF_Y, 'mixture'),
);

const density: fc.Arbitrary<Sketch['density']> = partOf(DENSITIES, 'tilted');

/** log-uniform in [1e-5, 0.2] with three digits */
const epsilon = between(-5, -0.7).map((exponent) => Number((10 ** exponent).toPrecision(3)));

/** A random one-dimensional scenario on the torus and one ε: smooth, moderate, all alike in cost. */
const moderateSketch: fc.Arbitrary<Sketch> = fc
  .record({ waves, kernel, velocities, profile, density, epsilon })
  .map((parts) => ({ domain: 'torus', time: 0.3, ...parts }));

/** Any part of the catalogue. */
const anyOf = <Name extends string>(
  forms: { readonly [name in Name]: Form<unknown> },
  names: readonly Name[],
): fc.Arbitrary<Part<Name>> => fc.oneof(...names.map((name) => partOf(forms, name)));

/** What `falsify` draws from: every form that the domain allows. */
function wideSketch(domain: Sketch['domain']): fc.Arbitrary<Sketch> {
  const torus = domain === 'torus';
  const wave = anyOf(WAVES, torus ? ['wave-1', 'wave-2'] : ['far']);
  return fc.record({
    domain: fc.constant(domain),
    waves: fc.array(wave, { minLength: 1, maxLength: 3 }),
    kernel: anyOf(KERNELS, ['constant', 'sigmoid', 'bump', 'sine', 'exponential']),
    velocities: anyOf(VELOCITIES, ['two-speed', 'rest', 'three']),
    profile: anyOf(PROFILES_OF_Y, ['equilibrium', 'gaussian', 'mixture']),
    density: anyOf(DENSITIES, torus ? ['tilted', 'slow'] : ['packet']),
    time: between(TIME.min, TIME.max),
    epsilon,
  });
}

/** The first `count` random scenarios of a seed: always the same ones, and those of a smaller count come first. */
export function randomSketches(seed: number, count: number, domain: Sketch['domain'] = 'torus'): readonly Sketch[] {
  return fc.sample(wideSketch(domain), { seed, numRuns: count });
}

/** Number `index` of the moderate scenarios of a seed: always the same one. */
export function moderateSketchAt(seed: number, index: number): Sketch {
  return fc.sample(moderateSketch, { seed: seed + index, numRuns: 1 })[0];
}
