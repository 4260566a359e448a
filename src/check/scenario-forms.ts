import type { ScenarioInput } from '../model/scenario-schema.ts';

/** A number of a scenario: its range, and the values in it that make the scenario simpler, simplest first. */
export interface Knob {
  readonly min: number;
  readonly max: number;
  readonly simple: readonly number[];
  /** Searched on a logarithmic scale. */
  readonly logarithmic?: true;
}

/** A way to write one part of a scenario from a few numbers; the lower the rank, the simpler. */
export interface Form<Written> {
  readonly rank: number;
  readonly knobs: readonly Knob[];
  readonly write: (...numbers: number[]) => Written;
}

const knob = (min: number, max: number, ...simple: number[]): Knob => ({ min, max, simple });

type Term = readonly [factor: number, text: string];

/** `1 - 0.5*cos(x)`: Σ factor·text, where the text 1 is a constant, without the terms whose factor is 0. */
const sum = (...terms: readonly Term[]): string =>
  joined(
    terms
      .filter(([factor]) => factor !== 0)
      .map(([factor, text]) => (text === '1' ? String(factor) : factor === 1 ? text : `${factor}*${text}`)),
  );

/** Terms side by side, `a + -b` written as `a - b`; 0 without any. */
export const joined = (terms: readonly string[]): string => terms.join(' + ').replaceAll(' + -', ' - ') || '0';

/** `a*(1 + b)*f(x)`, without factors that are 1; `sums` go into parentheses. */
const product = (factor: number, ...sums: readonly string[]): string =>
  [
    ...(factor === 1 ? [] : [String(factor)]),
    ...sums.filter((text) => text !== '1').map((text) => (isSum(text) ? `(${text})` : text)),
  ].join('*') || '1';

/** A plus or minus outside parentheses. */
const isSum = (text: string): boolean => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (depth === 0 && text[i] === ' ') return true;
  }
  return false;
};

const PHASE = knob(0, 6, 0);
const FREQUENCY = knob(-2, 2, 0, 1, -1);

/** a sin(k·x + ωt + φ) with the wave number k written as `wave`. */
const wave = (waveNumber: string): Form<string> => ({
  rank: 1,
  knobs: [knob(-0.15, 0.15, 0.1), FREQUENCY, PHASE],
  write: (a, omega, phase) => product(a, `sin(${sum([1, `${waveNumber}*x`], [omega, 't'], [phase, '1'])})`),
});

/** Terms of the signal; |D_tM| of two of them is at most about 3. `far` is for the line. */
export const WAVES = {
  'wave-1': wave('2*pi'),
  'wave-2': wave('4*pi'),
  far: {
    rank: 1,
    knobs: [knob(-0.5, 0.5, 0.1), knob(0.2, 1, 1), FREQUENCY, PHASE],
    write: (a: number, k: number, omega: number, phase: number) =>
      product(a, `sin(${sum([k, 'x'], [omega, 't'], [phase, '1'])})`),
  },
} satisfies { readonly [name: string]: Form<string> };

const RATE = knob(0.3, 2, 1);

/** Rates Λ(z, v, w), all positive for speeds up to 1.5 and most of them not symmetric in v and w. */
export const KERNELS = {
  constant: { rank: 0, knobs: [RATE], write: (a: number) => String(a) },
  sigmoid: {
    rank: 1,
    knobs: [RATE, knob(-0.9, 0.9, 0, 0.5), knob(0.3, 1.2, 1), knob(-1, 1, 0)],
    write: (a: number, b: number, c: number, d: number) =>
      product(a, sum([1, '1'], [b, `tanh(${sum([c, 'z'], [d, '1'])})`])),
  },
  bump: {
    rank: 2,
    knobs: [RATE, knob(0, 2, 0, 1), knob(-0.4, 0.4, 0)],
    write: (a: number, b: number, c: number) => product(a, sum([1, '1'], [b, 'exp(-z^2/2)']), sum([1, '1'], [c, 'v'])),
  },
  sine: {
    rank: 2,
    knobs: [knob(0.3, 1.5, 1), knob(-0.8, 0.8, 0, 0.5), knob(-0.4, 0.4, 0)],
    write: (a: number, b: number, c: number) => product(a, sum([1, '1'], [b, 'sin(z)']), sum([1, '1'], [c, 'v*w'])),
  },
  exponential: {
    rank: 2,
    knobs: [RATE, knob(-1, 1, 0), knob(-0.5, 0.5, 0), knob(-0.5, 0.5, 0)],
    write: (a: number, b: number, c: number, d: number) =>
      product(a, `exp(${sum([b, 'tanh(z)'], [c, 'v'], [d, 'w'])})`),
  },
} satisfies { readonly [name: string]: Form<string> };

type VelocityInput = ScenarioInput['velocities'];

/** Velocity sets; `rest` has one velocity at rest. */
export const VELOCITIES = {
  'two-speed': {
    rank: 0,
    knobs: [knob(0.3, 1.5, 1)],
    write: (speed: number): VelocityInput => ({ set: 'two-speed', speed }),
  },
  rest: {
    rank: 1,
    knobs: [knob(0.3, 1.5, 1), knob(0.1, 2, 1)],
    write: (speed: number, weight: number): VelocityInput => ({
      set: 'list',
      values: [0, speed],
      weights: [weight, 1],
    }),
  },
  three: {
    rank: 2,
    knobs: [knob(0.2, 1, 1), knob(0.2, 2, 1)],
    write: (slow: number, weight: number): VelocityInput => ({
      set: 'list',
      values: [-1, slow, 1.2],
      weights: [1, weight, 1],
    }),
  },
} satisfies { readonly [name: string]: Form<VelocityInput> };

type ProfileInput = ScenarioInput['initial']['profile'];

/** Laws of y at t = 0. */
export const PROFILES_OF_Y = {
  equilibrium: { rank: 0, knobs: [], write: (): ProfileInput => ({ type: 'equilibrium' }) },
  gaussian: {
    rank: 1,
    knobs: [knob(-1.2, 1.2, 0, 1), knob(0.6, 1.4, 1)],
    write: (mean: number, deviation: number): ProfileInput => ({ type: 'gaussian', mean, deviation }),
  },
  mixture: {
    rank: 2,
    knobs: [knob(-1.5, 0, -1), knob(0, 1.5, 1), knob(0.7, 1.2, 1)],
    write: (left: number, right: number, deviation: number): ProfileInput => ({
      type: 'mixture',
      components: [
        { weight: 1, mean: left, deviation },
        { weight: 2, mean: right, deviation: 1 },
      ],
    }),
  },
} satisfies { readonly [name: string]: Form<ProfileInput> };

const tilted = (a: number, phase: number, b: number): string =>
  sum([1, '1'], [a, `cos(${sum([1, '2*pi*x'], [phase, '1'])})`], [b, 'v']);

/** Densities of x and v. `slow` concentrates on small speeds; `packet` decays on the line. */
export const DENSITIES = {
  uniform: { rank: 0, knobs: [], write: () => '1' },
  tilted: { rank: 1, knobs: [knob(-0.6, 0.6, 0, 0.5), PHASE, knob(-0.2, 0.2, 0)], write: tilted },
  slow: {
    rank: 2,
    knobs: [knob(-0.6, 0.6, 0, 0.5), PHASE, knob(-0.2, 0.2, 0), knob(0, 40, 20)],
    write: (a: number, phase: number, b: number, c: number) =>
      product(1, tilted(a, phase, b), `exp(${sum([-c, 'v^2'])})`),
  },
  packet: {
    rank: 1,
    knobs: [knob(0.4, 0.8, 0.5), knob(-0.2, 0.2, 0), knob(0, 40, 0, 20)],
    write: (width: number, b: number, c: number) =>
      product(1, `exp(${sum([-1, `(x/${width})^2/2`], [-c, 'v^2'])})`, sum([1, '1'], [b, 'v'])),
  },
} satisfies { readonly [name: string]: Form<string> };

/** Final time and log-uniform ε. */
export const TIME: Knob = knob(0.02, 0.2, 0.1, 0.05);
export const EPSILON: Knob = { ...knob(1e-5, 0.2, 0.1, 0.01, 0.001), logarithmic: true };
