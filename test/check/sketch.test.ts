import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moderateSketchAt, randomSketches } from '../../src/check/random-scenario.ts';
import {
  knobsOf,
  numbersOf,
  pointOf,
  rankOf,
  type Sketch,
  scenarioInput,
  sketchAt,
  withNumbers,
} from '../../src/check/sketch.ts';

const sketch: Sketch = {
  domain: 'torus',
  waves: [
    { form: 'wave-1', numbers: [0.1, -1, 0] },
    { form: 'wave-2', numbers: [-0.05, 0, 2] },
  ],
  kernel: { form: 'sigmoid', numbers: [1.5, 0.5, 1, -0.3] },
  velocities: { form: 'two-speed', numbers: [0.7] },
  profile: { form: 'gaussian', numbers: [0.8, 1] },
  density: { form: 'tilted', numbers: [0.5, 1, -0.1] },
  time: 0.1,
  epsilon: 0.01,
};
const density = (form: Sketch['density']['form'], ...numbers: number[]) =>
  scenarioInput({ ...sketch, density: { form, numbers } }).initial.density;
const rate = (form: Sketch['kernel']['form'], ...numbers: number[]) =>
  scenarioInput({ ...sketch, kernel: { form, numbers } }).kernel.rate;
const signal = (...waves: Sketch['waves']) => scenarioInput({ ...sketch, waves }).signal;

describe('a sketch is written as a user would', () => {
  it('whole', () => {
    expect(scenarioInput(sketch, 'mine')).toEqual({
      name: 'mine',
      space: { dimension: 1, domain: 'torus', length: 1 },
      velocities: { set: 'two-speed', speed: 0.7 },
      signal: '0.1*sin(2*pi*x - 1*t) - 0.05*sin(4*pi*x + 2)',
      kernel: { rate: '1.5*(1 + 0.5*tanh(z - 0.3))' },
      initial: {
        density: '1 + 0.5*cos(2*pi*x + 1) - 0.1*v',
        profile: { type: 'gaussian', mean: 0.8, deviation: 1 },
      },
      time: 0.1,
      epsilons: [0.01],
    });
    expect(scenarioInput(sketch).name).toBe('random');
    expect(scenarioInput({ ...sketch, domain: 'line' }).space).toEqual({ dimension: 1, domain: 'line', halfWidth: 6 });
  });

  it('with its signal', () => {
    expect(signal()).toBe('0');
    expect(signal({ form: 'wave-1', numbers: [1, 1, 0] })).toBe('sin(2*pi*x + t)');
    expect(signal({ form: 'wave-2', numbers: [0.1, -0.5, 0] })).toBe('0.1*sin(4*pi*x - 0.5*t)');
    expect(signal({ form: 'wave-2', numbers: [0.1, 0, 0] })).toBe('0.1*sin(4*pi*x)');
    expect(signal({ form: 'far', numbers: [0.3, 0.5, 0, 1] })).toBe('0.3*sin(0.5*x + 1)');
  });

  it('with its rate', () => {
    expect(rate('constant', 1.5)).toBe('1.5');
    expect(rate('sigmoid', 1, 0, 1, 0)).toBe('1');
    expect(rate('sigmoid', 1, 0.5, 0.4, 0)).toBe('(1 + 0.5*tanh(0.4*z))');
    expect(rate('bump', 2, 1, -0.4)).toBe('2*(1 + exp(-z^2/2))*(1 - 0.4*v)');
    expect(rate('sine', 1, 0.5, 0)).toBe('(1 + 0.5*sin(z))');
    expect(rate('sine', 0.5, 0, 0.4)).toBe('0.5*(1 + 0.4*v*w)');
    expect(rate('exponential', 1, 1, 0, -0.5)).toBe('exp(tanh(z) - 0.5*w)');
    expect(rate('exponential', 1, 0, 0.5, 0)).toBe('exp(0.5*v)');
  });

  it('with its velocities and its law of y', () => {
    const velocities = (form: Sketch['velocities']['form'], ...numbers: number[]) =>
      scenarioInput({ ...sketch, velocities: { form, numbers } }).velocities;
    expect(velocities('rest', 0.5, 2)).toEqual({ set: 'list', values: [0, 0.5], weights: [2, 1] });
    expect(velocities('three', 0.5, 2)).toEqual({ set: 'list', values: [-1, 0.5, 1.2], weights: [1, 2, 1] });
    const profile = (form: Sketch['profile']['form'], ...numbers: number[]) =>
      scenarioInput({ ...sketch, profile: { form, numbers } }).initial.profile;
    expect(profile('equilibrium')).toEqual({ type: 'equilibrium' });
    expect(profile('mixture', -1, 0.5, 0.8)).toEqual({
      type: 'mixture',
      components: [
        { weight: 1, mean: -1, deviation: 0.8 },
        { weight: 2, mean: 0.5, deviation: 1 },
      ],
    });
  });

  it('with its density', () => {
    expect(density('uniform')).toBe('1');
    expect(density('tilted', 0, 1, 0)).toBe('1');
    expect(density('slow', 0.5, 0, 0, 20)).toBe('(1 + 0.5*cos(2*pi*x))*exp(-20*v^2)');
    expect(density('packet', 0.5, 0, 0)).toBe('exp(-1*(x/0.5)^2/2)');
    expect(density('packet', 0.5, 0.2, 20)).toBe('exp(-1*(x/0.5)^2/2 - 20*v^2)*(1 + 0.2*v)');
  });
});

describe('the numbers of a sketch', () => {
  it('are those of its parts in order, with time and ε', () => {
    const numbers = [0.1, -1, 0, -0.05, 0, 2, 1.5, 0.5, 1, -0.3, 0.7, 0.8, 1, 0.5, 1, -0.1, 0.1, 0.01];
    expect(numbersOf(sketch)).toEqual(numbers);
    expect(knobsOf(sketch)).toHaveLength(numbers.length);
    const other = numbers.map((_, i) => i);
    expect(numbersOf(withNumbers(sketch, other))).toEqual(other);
    expect(withNumbers(sketch, other)).toMatchObject({ domain: 'torus', kernel: { form: 'sigmoid' }, epsilon: 17 });
    expect(withNumbers(sketch, numbers)).toEqual(sketch);
  });

  it('are a point of the unit cube, ε on a logarithmic scale', () => {
    const point = pointOf(sketch);
    // 0.1 of [−0.15, 0.15], −1 of [−2, 2], 0.7 of [0.3, 1.5], and log(1e3)/log(2e4) for ε of [1e-5, 0.2].
    expect(point[0]).toBeCloseTo(5 / 6, 14);
    expect(point[1]).toBeCloseTo(0.25, 14);
    expect(point[10]).toBeCloseTo(1 / 3, 14);
    expect(point[17]).toBeCloseTo(Math.log(1e3) / Math.log(2e4), 14);
    expect(sketchAt(sketch, point)).toEqual(sketch);
    const low = sketchAt(
      sketch,
      point.map(() => 0),
    );
    expect([low.time, low.epsilon, low.waves[0].numbers[0]]).toEqual([0.02, 1e-5, -0.15]);
    const high = sketchAt(
      sketch,
      point.map(() => 1),
    );
    expect([high.time, high.epsilon, high.waves[0].numbers[0]]).toEqual([0.2, 0.2, 0.15]);
    expect(
      sketchAt(
        sketch,
        point.map(() => 1 / 3),
      ).time,
    ).toBe(0.08);
    // Six digits, and never outside of the range.
    expect(
      sketchAt(
        sketch,
        point.map(() => 1 / 7),
      ).time,
    ).toBe(0.0457143);
    expect(
      sketchAt(
        sketch,
        point.map(() => 2),
      ).time,
    ).toBe(0.2);
    expect(
      sketchAt(
        sketch,
        point.map(() => -1),
      ).time,
    ).toBe(0.02);
  });

  it('and its rank adds up waves and forms', () => {
    expect(rankOf(sketch)).toBe(2 + 1 + 0 + 1 + 1);
    const plain: Sketch = {
      ...sketch,
      waves: [],
      kernel: { form: 'constant', numbers: [1] },
      profile: { form: 'equilibrium', numbers: [] },
      density: { form: 'uniform', numbers: [] },
    };
    expect(rankOf(plain)).toBe(0);
    expect(rankOf({ ...plain, kernel: { form: 'bump', numbers: [1, 0, 0] } })).toBe(2);
    expect(rankOf({ ...plain, velocities: { form: 'three', numbers: [1, 1] } })).toBe(2);
    expect(rankOf({ ...plain, profile: { form: 'mixture', numbers: [-1, 1, 1] } })).toBe(2);
    expect(rankOf({ ...plain, density: { form: 'slow', numbers: [0, 0, 0, 0] } })).toBe(2);
  });
});

describe('random sketches', () => {
  it('stay within the ranges of their knobs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom('torus' as const, 'line' as const),
        (seed, domain) => {
          for (const one of randomSketches(seed, 5, domain)) {
            expect(one.domain).toBe(domain);
            for (const c of pointOf(one)) {
              expect(c).toBeGreaterThanOrEqual(-1e-9);
              expect(c).toBeLessThanOrEqual(1 + 1e-9);
            }
            expect(one.waves.length).toBeGreaterThanOrEqual(1);
            expect(one.waves.length).toBeLessThanOrEqual(3);
            for (const { form } of one.waves) expect(form === 'far').toBe(domain === 'line');
            expect(one.density.form === 'packet').toBe(domain === 'line');
          }
        },
      ),
    );
  });

  it('have every form, and are the same for a seed whatever their number', () => {
    const many = randomSketches(1, 200);
    const forms = (pick: (one: Sketch) => string) => new Set(many.map(pick));
    expect(forms(({ kernel }) => kernel.form)).toEqual(new Set(['constant', 'sigmoid', 'bump', 'sine', 'exponential']));
    expect(forms(({ velocities }) => velocities.form)).toEqual(new Set(['two-speed', 'rest', 'three']));
    expect(forms(({ profile }) => profile.form)).toEqual(new Set(['equilibrium', 'gaussian', 'mixture']));
    expect(forms(({ density: { form } }) => form)).toEqual(new Set(['tilted', 'slow']));
    expect(randomSketches(1, 20)).toEqual(many.slice(0, 20));
  });

  it('of moderate cost are numbered: the same one for a number', () => {
    const moderate = Array.from({ length: 60 }, (_, i) => moderateSketchAt(1, i));
    expect(moderateSketchAt(1, 7)).toEqual(moderate[7]);
    expect(moderateSketchAt(3, 5)).toEqual(moderate[7]);
    for (const one of moderate) {
      expect(one).toMatchObject({ domain: 'torus', time: 0.3 });
      expect(one.waves.length).toBeLessThanOrEqual(2);
      expect(numbersOf(one)).toHaveLength(knobsOf(one).length);
      for (const wave of one.waves) {
        const [amplitude, frequency, phase] = wave.numbers;
        expect(Math.abs(amplitude)).toBeLessThanOrEqual(0.15);
        expect(Math.abs(frequency)).toBeLessThanOrEqual(2);
        expect(phase).toBeGreaterThanOrEqual(0);
      }
      expect(one.epsilon).toBeGreaterThanOrEqual(1e-5);
      expect(one.epsilon).toBeLessThanOrEqual(0.2);
    }
    const waves = moderate.flatMap((one) => one.waves.map(({ form }) => form));
    expect(new Set(waves)).toEqual(new Set(['wave-1', 'wave-2']));
    expect(new Set(moderate.map(({ kernel }) => kernel.form))).toEqual(new Set(['sigmoid', 'bump', 'sine']));
    expect(new Set(moderate.map(({ velocities }) => velocities.form))).toEqual(new Set(['two-speed', 'three']));
  });
});
