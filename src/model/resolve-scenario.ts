import { createHash } from 'node:crypto';
import { uses } from './build-expression.ts';
import { differentiate } from './differentiate-expression.ts';
import { InputError } from './input-error.ts';
import { type ExpressionContext, parseFormula } from './parse-expression.ts';
import { normalised, resolveVelocities } from './resolve-velocities.ts';
import type { Formula, Profile, ProfileComponent, Scenario, Signal, Space } from './scenario.ts';
import type { CheckedInput } from './scenario-schema.ts';
import type { Path, Refuse } from './shape-error.ts';
import { positionNames, rateNames, velocityNames } from './variable-names.ts';

/** Hash of a scenario before it is hashed. */
type Unhashed = Omit<Scenario, 'hash' | 'file'>;

/**
 * Fills in every default: velocities and weights, derivatives of the signal, the profile as a mixture.
 * @throws what `refuse` throws, for expressions outside the language and inconsistent velocities.
 */
export async function resolveScenario(input: CheckedInput, refuse: Refuse): Promise<Scenario> {
  const read = (path: Path, value: string | number, context: ExpressionContext): Promise<Formula> =>
    attempt(path, refuse, () => parseFormula(String(value), context));

  const { initial } = input;
  const smooth = !input.violates.includes('2.1');
  const { dimension } = input.space;
  const positions = positionNames(dimension);
  const placed = [...positions, ...velocityNames(dimension)];
  const density = await read(['initial', 'density'], initial.density, {
    variables: [...placed, 'epsilon'],
    functions: 'density',
  });
  if (initial.limitDensity === undefined && uses(density.expr, 'epsilon')) {
    refuse(['initial', 'limitDensity'], 'the field is missing, it is needed because density uses epsilon');
  }
  const scenario: Unhashed = {
    name: input.name,
    space: resolveSpace(input.space),
    velocities: resolveVelocities(input.velocities, dimension, refuse),
    signal: await attempt(['signal'], refuse, async () =>
      derivatives(
        await parseFormula(String(input.signal), {
          variables: ['t', ...positions],
          functions: 'signal',
          allowAbs: !smooth,
        }),
        positions,
      ),
    ),
    kernel: {
      rate: await read(['kernel', 'rate'], input.kernel.rate, { variables: rateNames(dimension), functions: 'kernel' }),
    },
    initial: {
      density,
      limitDensity:
        initial.limitDensity === undefined
          ? density
          : await read(['initial', 'limitDensity'], initial.limitDensity, {
              variables: placed,
              functions: 'density',
            }),
      profile: await resolveProfile(initial.profile, read),
    },
    time: input.time,
    epsilons: distinct(['epsilons'], input.epsilons, refuse),
    ...(input.grid === undefined ? {} : { grid: input.grid }),
    violates: [...new Set(input.violates)].sort(),
  };
  return { ...scenario, hash: hashOf(scenario) };
}

async function attempt<T>(path: Path, refuse: Refuse, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof InputError) refuse(path, error.message);
    throw error;
  }
}

/** A box is what is computed of the whole space, as on the line. */
const resolveSpace = (space: CheckedInput['space']): Space =>
  space.domain === 'box' ? { ...space, domain: 'line' } : space;

function derivatives(value: Formula, positions: readonly string[]): Signal {
  const dt = differentiate(value, 't');
  const dx = positions.map((name) => differentiate(value, name));
  return {
    value,
    dt,
    dx,
    dtt: differentiate(dt, 't'),
    dtx: positions.map((name) => differentiate(dt, name)),
    dxx: dx.map((component) => positions.map((name) => differentiate(component, name))),
  };
}

function distinct(path: Path, values: readonly number[], refuse: Refuse): readonly number[] {
  values.forEach((value, i) => {
    if (values.indexOf(value) < i) refuse([...path, i], `the value ${value} occurs twice`);
  });
  return values;
}

async function resolveProfile(
  input: CheckedInput['initial']['profile'],
  read: (path: Path, value: string | number, context: ExpressionContext) => Promise<Formula>,
): Promise<Profile> {
  const path: Path = ['initial', 'profile'];
  const component = async (
    at: Path,
    { weight, mean, deviation }: { weight: number; mean: string | number; deviation: string | number },
  ): Promise<ProfileComponent> => ({
    weight,
    mean: await read([...at, 'mean'], mean, { variables: ['epsilon'], functions: 'profile' }),
    deviation: await read([...at, 'deviation'], deviation, { variables: ['epsilon'], functions: 'profile' }),
  });
  switch (input.type) {
    case 'equilibrium':
      return { type: 'mixture', components: [await component(path, { weight: 1, mean: '0', deviation: '1' })] };
    case 'gaussian':
      return { type: 'mixture', components: [await component(path, { weight: 1, ...input })] };
    case 'mixture': {
      const weights = normalised(input.components.map(({ weight }) => weight));
      const components = input.components.map((one, i) =>
        component([...path, 'components', i], { ...one, weight: weights[i] }),
      );
      return { type: 'mixture', components: await Promise.all(components) };
    }
    case 'expression': {
      const context: ExpressionContext = { variables: ['y', 'epsilon'], functions: 'profile' };
      return { type: 'expression', value: await read([...path, 'value'], input.value, context) };
    }
  }
}

/** sha256, 16 hexadecimal digits, of everything that determines numbers; formulas count by meaning, not by spelling. */
function hashOf({ space, velocities, signal, kernel, initial, time }: Unhashed): string {
  const { density, limitDensity, profile } = initial;
  const law =
    profile.type === 'expression'
      ? profile.value.expr
      : profile.components.map(({ weight, mean, deviation }) => [weight, mean.expr, deviation.expr]);
  const { points, weights } = velocities;
  const contents = [
    space,
    points,
    weights,
    signal.value.expr,
    kernel.rate.expr,
    density.expr,
    limitDensity.expr,
    law,
    time,
  ];
  return createHash('sha256').update(canonicalJson(contents)).digest('hex').slice(0, 16);
}

/** JSON with sorted keys. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
