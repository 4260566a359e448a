import { describe, expect, it } from 'vitest';
import { parseScenario, withEpsilons } from '../../src/model/load-scenario.ts';
import { expectRefusal, failure, type Spoilt } from './bad-input.ts';
import { scenarioText } from './scenario-text.ts';

const SPOILT: readonly Spoilt[] = [
  // Signal.
  ['signal', 'signal: "0.1*sin(x)"', 'signal', 'the signal is not periodic with period 1'],
  ['signal', 'signal: "0.1*x"', 'signal', 'the signal is not periodic with period 1'],
  ['signal', 'signal: "(x - 0.5)^2"', 'signal', 'not periodic'],
  ['signal', 'signal: "log(x)"', 'signal', 'the expression is infinite at t = 0, x = 0'],
  ['signal', 'signal: "sqrt(x - 0.5)"', 'signal', 'is not a real number (undefined or complex) at t = 0, x = 0'],
  ['signal', 'signal: "abs(sin(pi*x))"', 'signal', '"abs" at column 1: a signal must be twice differentiable'],
  [
    'signal',
    'signal: "sqrt(sin(pi*x)^2)"',
    'signal',
    'derivatives up to order two are not bounded near t = 0, x = 0 (a kink or a singularity), so (2.1) fails',
  ],
  [
    'signal',
    'signal: "sqrt((sin(2*pi*x) - 0.3*sin(t) - 0.1)^2)"',
    'signal',
    'derivatives up to order two are not bounded near',
  ],
  [
    'signal',
    'signal: "(2 + sin(2*pi*x))^0.5*(1 + cos(2*pi*x))^1.3"',
    'signal',
    'derivatives up to order two are not bounded near t = 0, x = 0.5',
  ],
  ['signal', 'signal: "sqrt(t)*sin(2*pi*x)"', 'signal', 'derivatives up to order two are not bounded near t = 0'],
  // Kernel.
  ['kernel', 'kernel: { rate: "1 + 2*tanh(z)" }', 'kernel.rate', 'the rate must not be negative, but is -1 at z = -'],
  [
    'kernel',
    'kernel: { rate: "1 + v - 0.5*w" }',
    'kernel.rate',
    'the rate must not be negative, but is -0.5 at z = -64, v = -1, w = 1',
  ],
  [
    'kernel',
    'kernel: { rate: "1 - 1.5*exp(-((z - 0.0123)*1000)^2)" }',
    'kernel.rate',
    'the rate must not be negative, but is',
  ],
  ['kernel', 'kernel: { rate: "1/z^2" }', 'kernel.rate', 'the expression is infinite at z = 0'],
  ['kernel', 'kernel: { rate: "1 + 0.001/(z - 0.1234)^2" }', 'kernel.rate', 'the rate is singular near z = 0.1234'],
  ['kernel', 'kernel: { rate: "sqrt(z)" }', 'kernel.rate', 'is not a real number (undefined or complex) at z = -64'],
  [
    'kernel',
    'kernel: { rate: "1 + z^2" }',
    'kernel.rate',
    'the rate is not bounded as |z| → ∞ at v = -1, w = -1, so (2.2a) fails',
  ],
  ['kernel', 'kernel: { rate: "max(0, 1 - 0.001*z) - 0.5*exp(-(z/10-100)^2)" }', 'kernel.rate', 'at z = 1000'],
  // Data.
  [
    'density',
    '  density: "0.5 + cos(2*pi*x)"',
    'initial.density',
    'the density must not be negative, but is -0.5 at x = 0.5, v = -1',
  ],
  ['density', '  density: "1 - 1.1*exp(-((sin(pi*(x - 0.1234)))*3e4)^2)"', 'initial.density', 'must not be negative'],
  ['density', '  density: "0*x"', 'initial.density', 'the density has no mass'],
  ['density', '  density: 0', 'initial.density', 'the density has no mass'],
  ['density', '  density: "1/x"', 'initial.density', 'the expression is infinite at x = 0'],
  ['density', '  density: "1 + x"', 'initial.density', 'the density is not periodic with period 1'],
  [
    'density',
    '  density: "1 + epsilon"',
    'initial.limitDensity',
    'the field is missing, it is needed because density uses epsilon',
  ],
  [
    'density',
    '  density: "1 - 20*epsilon"\n  limitDensity: 1',
    'initial.density',
    'must not be negative, but is -1 at x = 0, v = -1, epsilon = 0.1',
  ],
  [
    'profile',
    '  profile: { type: gaussian, mean: 0, deviation: 0 }',
    'initial.profile.deviation',
    'the deviation must be a number greater than 0, but is 0',
  ],
  [
    'profile',
    '  profile: { type: gaussian, mean: 0, deviation: -1 }',
    'initial.profile.deviation',
    'the deviation must be a number greater than 0, but is -1',
  ],
  [
    'profile',
    '  profile: { type: gaussian, mean: 0, deviation: "epsilon - 0.03" }',
    'initial.profile.deviation',
    'but is 0 at epsilon = 0.03',
  ],
  [
    'profile',
    '  profile: { type: gaussian, mean: "log(0)", deviation: 1 }',
    'initial.profile.mean',
    'the mean must be a finite number, but is -Infinity',
  ],
  ['profile', '  profile: { type: mixture, components: [] }', 'initial.profile.components', 'must not be empty'],
  [
    'profile',
    '  profile: { type: mixture, components: [{ weight: -1, mean: 0, deviation: 1 }] }',
    'initial.profile.components[0].weight',
    'must be greater than 0, found -1',
  ],
  [
    'profile',
    '  profile: { type: mixture, components: [{ weight: 1, mean: 0, deviation: 1 }, { weight: 1, mean: 0, deviation: 0 }] }',
    'initial.profile.components[1].deviation',
    'greater than 0, but is 0',
  ],
  [
    'profile',
    '  profile: { type: expression, value: "y*exp(-y^2)" }',
    'initial.profile.value',
    'the profile must not be negative',
  ],
  [
    'profile',
    '  profile: { type: expression, value: "1/(1 + y^2)" }',
    'initial.profile.value',
    'the tails of the profile are too heavy',
  ],
  ['profile', '  profile: { type: expression, value: "0" }', 'initial.profile.value', 'the profile has no mass'],
  [
    'profile',
    '  profile: { type: uniform }',
    'initial.profile.type',
    'must be one of equilibrium, gaussian, mixture, expression, found "uniform"',
  ],
];

describe('a scenario that is not a problem of the paper', () => {
  it.each(SPOILT)('%s → %s: %s', expectRefusal);

  it('on the line: the signal and the density must stay within bounds far away', async () => {
    const line = { space: 'space: { dimension: 1, domain: line, halfWidth: 6 }', density: '  density: "exp(-x^2)"' };
    const sentence = async (changes: object) =>
      (await failure(parseScenario(scenarioText({ ...line, ...changes })))).message;
    expect(await sentence({ signal: 'signal: "0.1*x"' })).toContain(
      'signal: the signal or a derivative of it is not bounded as |x| → ∞, so (2.1) fails',
    );
    expect(await sentence({ signal: 'signal: "log(1 + x^2)"' })).toContain('not bounded as |x| → ∞');
    expect(await sentence({ density: '  density: "exp(-x^2/40)"' })).toContain(
      'of the mass lies outside |x| ≤ halfWidth = 6',
    );
    for (const signal of ['0.3*tanh(x - 0.5*t)', 'x*exp(-x^2)', 'x/sqrt(1 + x^2)', 'sin(x + t)', '0.2*tanh(x/100)']) {
      await expect(parseScenario(scenarioText({ ...line, signal: `signal: "${signal}"` }))).resolves.toBeDefined();
    }
  });

  it('is accepted where it says what it violates', async () => {
    const accepted = async (changes: object, label: string) =>
      (await parseScenario(scenarioText(changes, `violates: ["${label}"]\n`))).violates;
    expect(await accepted({ signal: 'signal: "abs(sin(pi*x))"' }, '2.1')).toEqual(['2.1']);
    expect(await accepted({ signal: 'signal: "0.1*x"' }, '2.1')).toEqual(['2.1']);
    expect(await accepted({ kernel: 'kernel: { rate: "1 + z^2" }' }, '2.2a')).toEqual(['2.2a']);
    const rooted = scenarioText({ signal: 'signal: "sqrt(sin(pi*x)^2)"' }, 'violates: ["2.1"]\n');
    expect((await failure(parseScenario(rooted))).message).toContain('a kink has to be written with abs');
    const negative = scenarioText({ kernel: 'kernel: { rate: "0 - 1" }' }, 'violates: ["2.2a"]\n');
    expect((await failure(parseScenario(negative))).message).toContain('must not be negative');
    const label = await failure(parseScenario(scenarioText({}, 'violates: ["9.9"]\n'), 'bad.yaml'));
    expect(label.message).toContain('bad.yaml:11: violates[0]: must be 2.1 or 2.2a');
  });

  it('can arise from other values of epsilon', async () => {
    const scenario = await parseScenario(
      scenarioText({ profile: '  profile: { type: gaussian, mean: 0, deviation: "1 - epsilon" }' }),
      'a.yaml',
    );
    expect(withEpsilons(scenario, [0.5, 0.25]).epsilons).toEqual([0.5, 0.25]);
    expect(withEpsilons(scenario, [0.5]).hash).toBe(scenario.hash);
    expect(() => withEpsilons(scenario, [2])).toThrow(
      'a.yaml: initial.profile.deviation: the deviation must be a number greater than 0, but is -1 at epsilon = 2',
    );
    expect(() => withEpsilons(scenario, [])).toThrow('epsilons: must not be empty');
    expect(() => withEpsilons(scenario, [0.1, 0.1])).toThrow('the value 0.1 occurs twice');
    expect(() => withEpsilons(scenario, [Number.NaN])).toThrow('must be a number greater than 0, found NaN');
  });
});
