import { z } from 'zod';

/** The highest number of velocity nodes; the tumbling operator is a full matrix in them. */
export const MOST_VELOCITIES = 128;
/** The highest degree to which a rule on the sphere may be asked to be exact. */
const HIGHEST_DEGREE = 127;

const expression = (description: string) =>
  z
    .union([z.string(), z.number()])
    .describe(`${description} Numbers, variables, pi, e, + - * / ^ and the functions of the scenario language.`);

const positive = (description: string) => z.number().positive().describe(description);

const dimension = z.literal([1, 2, 3]).describe('Dimension of space.');

const space = z.discriminatedUnion('domain', [
  z.strictObject({
    dimension,
    domain: z.literal('torus'),
    length: positive('Period in every coordinate of x.'),
  }),
  z.strictObject({
    dimension: z.literal(1).describe('Dimension of space.'),
    domain: z.literal('line'),
    halfWidth: positive('Computations use |x| ≤ halfWidth; the density must be negligible outside.'),
  }),
  z.strictObject({
    dimension: z.literal([2, 3]).describe('Dimension of space.'),
    domain: z.literal('box').describe('The whole plane or space, of which a box is computed.'),
    halfWidth: positive('Computations use |x1|, |x2|, … ≤ halfWidth; the density must be negligible outside.'),
  }),
]);

const velocities = z.discriminatedUnion('set', [
  z.strictObject({ set: z.literal('two-speed'), speed: positive('V = {−speed, speed} with weights 1/2.') }),
  z.strictObject({
    set: z.literal('interval').describe('Gauss–Legendre nodes in [min, max]; their weights sum to 1.'),
    min: z.number(),
    max: z.number(),
    nodes: z.int().min(1).max(MOST_VELOCITIES).describe('Number of velocities.'),
  }),
  z.strictObject({
    set: z.literal('list'),
    values: z
      .array(z.union([z.number(), z.array(z.number())]))
      .min(1)
      .max(MOST_VELOCITIES)
      .describe('The velocities, all different: numbers in one dimension, lists of components in more.'),
    weights: z.array(z.number().positive()).min(1).describe('One positive weight per velocity; normalised to sum 1.'),
  }),
  z.strictObject({
    set: z.literal('sphere').describe('All velocities of one speed, dimensions 2 and 3; the measure has mass 1.'),
    speed: positive('The speed.'),
    degree: z
      .int()
      .min(1)
      .max(HIGHEST_DEGREE)
      .describe(
        'The nodes integrate polynomials up to this degree exactly: degree + 1 directions in the plane, in space 6, 14, 26 nodes for 3, 5, 7 and (degree + 1)²/2 beyond.',
      ),
  }),
  z.strictObject({
    set: z.literal('ball').describe('All velocities up to a speed, dimensions 2 and 3; the uniform measure of mass 1.'),
    radius: positive('The largest speed.'),
    degree: z.int().min(1).max(HIGHEST_DEGREE).describe('The nodes integrate polynomials up to this degree exactly.'),
  }),
]);

const component = z.strictObject({
  weight: positive('Share of this component; the weights are normalised to sum 1.'),
  mean: expression('Mean of y, may use epsilon.'),
  deviation: expression('Standard deviation of y, positive, may use epsilon.'),
});

const profile = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('equilibrium').describe('The standard Gaussian.') }),
  component.omit({ weight: true }).extend({ type: z.literal('gaussian') }),
  z.strictObject({ type: z.literal('mixture'), components: z.array(component).min(1).max(32) }),
  z.strictObject({
    type: z.literal('expression'),
    value: expression('Density of y up to a factor, in y and epsilon.'),
  }),
]);

/** The form of a scenario file (contract sheet). What it cannot say is checked by scenario-checks.ts. */
export const scenarioShape = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
      .describe('Letters, digits, dots, dashes and underscores.'),
    space: space.describe('Where x lives.'),
    velocities: velocities.describe('The velocity space V with its measure ν.'),
    signal: expression('Effective signal M in t and x (x1, x2, x3 in more than one dimension).'),
    kernel: z
      .strictObject({ rate: expression('Rate Λ(z, v, w) from w to v, a density with respect to ν(dv).') })
      .describe(
        'The tumbling kernel in z = (m−M)/epsilon, v (after) and w (before the tumble); in more than one dimension v and w are speeds, and mu is the cosine of the angle between the velocities (0 where one is 0).',
      ),
    initial: z
      .strictObject({
        density: expression(
          'Density of x and v with respect to dx ν(dv) in x, v, epsilon (x1, v1, … in more than one dimension); normalised to mass 1.',
        ),
        limitDensity: expression('Density of the limit problem in x and v; the default is density.').optional(),
        profile: profile.describe('Law of y at t = 0, independent of x and v.'),
      })
      .describe('Data at t = 0.'),
    time: positive('Final time.'),
    epsilons: z.array(z.number().positive()).min(1).max(64).describe('The values of epsilon, all different.'),
    grid: z
      .strictObject({
        x: z.literal([8, 16, 32, 64, 128, 256, 512]).describe('Points in every coordinate of x.'),
        y: z.literal([16, 32, 64, 128, 256]).describe('Points in y = (m−N)/epsilon.'),
      })
      .describe('First grid of the spectral reference; chosen from the scenario when absent.')
      .optional(),
    violates: z
      .array(z.enum(['2.1', '2.2a', '2.2b', '2.3', '2.3-prime', '2.4', '2.5', '2.6']))
      .default([])
      .describe('Hypotheses of the paper that the scenario breaks on purpose.'),
  })
  .describe('A scenario: signal, kernel, velocities and data of one kinetic problem.');

/** A scenario as the user writes it. */
export type ScenarioInput = z.input<typeof scenarioShape>;
/** The same with optional parts filled in, not yet resolved. */
export type CheckedInput = z.output<typeof scenarioShape>;

/** JSON Schema of scenario files for editors; published as scenarios/scenario.schema.json. */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(scenarioShape, { io: 'input' });
  const initial = schema.properties?.initial;
  const law = typeof initial === 'object' ? initial.properties?.profile : undefined;
  if (typeof law === 'object' && law.oneOf) {
    law.oneOf = [{ const: SHORT_PROFILE, description: 'Short for { type: equilibrium }.' }, ...law.oneOf];
  }
  return { title: 'Lemmata scenario', ...schema };
}

const SHORT_PROFILE = 'equilibrium';

/** `profile: equilibrium` is short for `profile: { type: equilibrium }` (contract sheet). */
export function withLongProfile(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('initial' in value)) return value;
  const { initial } = value;
  if (typeof initial !== 'object' || initial === null || !('profile' in initial)) return value;
  return initial.profile === SHORT_PROFILE
    ? { ...value, initial: { ...initial, profile: { type: SHORT_PROFILE } } }
    : value;
}
