import { describe, expect, it } from 'vitest';
import { defineScenario, parseScenario } from '../../src/model/load-scenario.ts';
import { expectRefusal, failure, type Spoilt } from './bad-input.ts';
import { lineOf, scenarioText } from './scenario-text.ts';

const SPOILT: readonly Spoilt[] = [
  // Shape.
  ['epsilons', 'epsilon: [0.1]', 'epsilon', 'unknown field, did you mean epsilons'],
  [
    'velocities',
    'velocities: { set: two-speed, sped: 1 }',
    'velocities.sped',
    'unknown field, did you mean speed; known here are set, speed',
  ],
  [
    'velocities',
    'velocities: { set: interval, min: -1, max: 1, speed: 2 }',
    'velocities.speed',
    'unknown field; known here are set, min, max, nodes',
  ],
  [
    'profile',
    '  profile: { type: gaussian, mean: 0, deviaton: 1 }',
    'initial.profile.deviaton',
    'did you mean deviation',
  ],
  ['time', undefined, 'time', 'the field is missing, a number is expected'],
  ['signal', undefined, 'signal', 'the field is missing, an expression is expected'],
  ['time', 'time: soon', 'time', 'must be a number, found "soon"'],
  ['signal', 'signal: true', 'signal', 'must be an expression (text or a number), found true'],
  ['signal', 'signal:', 'signal', 'must be an expression (text or a number), found nothing'],
  ['epsilons', 'epsilons: 0.1', 'epsilons', 'must be a list, found 0.1'],
  ['name', 'name: 3', 'name', 'must be text, found 3'],
  ['name', 'name: ../x', 'name', 'must start with a letter or digit'],
  ['space', 'space: { dimension: 4, domain: torus, length: 1 }', 'space.dimension', 'must be 1 or 2 or 3, found 4'],
  ['space', 'space: { dimension: 2, domain: line, halfWidth: 1 }', 'space.dimension', 'must be 1, found 2'],
  ['space', 'space: { dimension: 1, domain: box, halfWidth: 1 }', 'space.dimension', 'must be 2 or 3, found 1'],
  [
    'space',
    'space: { dimension: 1, domain: sphere, length: 1 }',
    'space.domain',
    'must be one of torus, line, box, found "sphere"',
  ],
  ['space', 'space: torus', 'space', 'must be a group of fields, found "torus"'],
  ['space', 'space: { dimension: 1, domain: torus, length: 0 }', 'space.length', 'must be greater than 0, found 0'],
  [
    'space',
    'space: { dimension: 1, domain: line, halfWidth: -6 }',
    'space.halfWidth',
    'must be greater than 0, found -6',
  ],
  // Velocities.
  ['velocities', 'velocities: { set: two-speed, speed: 0 }', 'velocities.speed', 'must be greater than 0'],
  [
    'velocities',
    'velocities: { set: interval, min: 1, max: -1, nodes: 8 }',
    'velocities.max',
    'must be greater than min = 1',
  ],
  [
    'velocities',
    'velocities: { set: interval, min: -1, max: 1, nodes: 2.5 }',
    'velocities.nodes',
    'must be a whole number, found 2.5',
  ],
  [
    'velocities',
    'velocities: { set: interval, min: -1, max: 1, nodes: 1000 }',
    'velocities.nodes',
    'must be at most 128',
  ],
  ['velocities', 'velocities: { set: list, values: [], weights: [] }', 'velocities.values', 'must not be empty'],
  [
    'velocities',
    'velocities: { set: list, values: [1, -1], weights: [1] }',
    'velocities.weights',
    'one entry for each of the 2 values, found 1',
  ],
  [
    'velocities',
    'velocities: { set: list, values: [1, 1], weights: [1, 1] }',
    'velocities.values[1]',
    'the value 1 occurs twice',
  ],
  [
    'velocities',
    'velocities: { set: list, values: [1, -1], weights: [1, 0] }',
    'velocities.weights[1]',
    'must be greater than 0, found 0',
  ],
  // Time and ε.
  ['time', 'time: 0', 'time', 'must be greater than 0, found 0'],
  ['time', 'time: -1', 'time', 'must be greater than 0, found -1'],
  ['time', 'time: .inf', 'time', 'must be a finite number, found Infinity'],
  ['time', 'time: .nan', 'time', 'must be a finite number, found NaN'],
  ['epsilons', 'epsilons: []', 'epsilons', 'must not be empty'],
  ['epsilons', 'epsilons: [0.1, 0]', 'epsilons[1]', 'must be greater than 0, found 0'],
  ['epsilons', 'epsilons: [-0.1]', 'epsilons[0]', 'must be greater than 0, found -0.1'],
  ['epsilons', 'epsilons: [0.1, 0.01, 0.1]', 'epsilons[2]', 'the value 0.1 occurs twice'],
  // Expressions.
  ['signal', 'signal: "0.1*sin(2*pi*x"', 'signal', 'the expression cannot be read at column 15'],
  ['signal', 'signal: "0.1*sin(2*pi*y)"', 'signal', '"y" at column 14: unknown name'],
  ['signal', `signal: "${'('.repeat(80)}x${')'.repeat(80)}"`, 'signal', 'nested deeper than 64'],
  ['kernel', 'kernel: { rate: "1 + z!" }', 'kernel.rate', '"!" at column 6: factorials'],
  ['density', '  density: "1 + z"', 'initial.density', '"z" at column 5: unknown name'],
  [
    'profile',
    '  profile: { type: gaussian, mean: x, deviation: 1 }',
    'initial.profile.mean',
    '"x" at column 1: unknown name',
  ],
];

describe('a scenario of the wrong form', () => {
  it('starts from a good one', async () => {
    await expect(parseScenario(scenarioText(), 'bad.yaml')).resolves.toBeDefined();
  });

  it.each(SPOILT)('%s → %s: %s', expectRefusal);

  it('names the line inside a block', async () => {
    const profile =
      '  profile:\n    type: mixture\n    components:\n      - { weight: 1, mean: 0, deviation: 1 }\n      - weight: 1\n        mean: 0\n        deviation: "-1"';
    const error = await failure(parseScenario(scenarioText({ profile }), 'bad.yaml'));
    expect(error.location).toEqual({
      file: 'bad.yaml',
      line: lineOf('profile') + 6,
      field: 'initial.profile.components[1].deviation',
    });
  });

  it('built in memory names the field', async () => {
    // @ts-expect-error: the field is missing.
    expect((await failure(defineScenario({ name: 'x' }))).message).toMatch(/^space: the field is missing/);
    // @ts-expect-error: not an object.
    expect((await failure(defineScenario(null))).message).toContain('a group of fields');
  });
});
