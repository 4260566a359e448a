import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { defineScenario, loadScenario, parseScenario, withEpsilons } from '../../src/model/load-scenario.ts';
import { type Line, lineOf, scenarioText } from './scenario-text.ts';

async function failure(promise: Promise<unknown>): Promise<InputError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const sentence = (error as InputError).message;
  expect(sentence).not.toMatch(/\n|undefined,|\[object/);
  return error as InputError;
}

/** [line that is replaced, its replacement, field of the message, the sentence's essential part] */
const SPOILT: readonly [Line, string | undefined, string, string][] = [
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
  ['space', 'space: { dimension: 2, domain: torus, length: 1 }', 'space.dimension', 'must be 1, found 2'],
  [
    'space',
    'space: { dimension: 1, domain: sphere, length: 1 }',
    'space.domain',
    'must be one of torus, line, found "sphere"',
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

describe('a bad scenario', () => {
  it('starts from a good one', async () => {
    await expect(parseScenario(scenarioText(), 'bad.yaml')).resolves.toBeDefined();
  });

  it.each(SPOILT)('%s → %s: %s', async (line, replacement, field, sentence) => {
    const error = await failure(parseScenario(scenarioText({ [line]: replacement }), 'bad.yaml'));
    expect(error.message).toContain(sentence);
    expect(error.location.field).toBe(field);
    expect(error.location.file).toBe('bad.yaml');
    const parent = field.startsWith('initial.') && error.location.line === lineOf('initial');
    if (replacement !== undefined && !parent) expect(error.location.line).toBe(lineOf(line));
    expect(
      error.message.startsWith(
        `bad.yaml${error.location.line === undefined ? '' : `:${error.location.line}`}: ${field}: `,
      ),
    ).toBe(true);
  });

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

  it('built in memory names the field', async () => {
    // @ts-expect-error: the field is missing.
    expect((await failure(defineScenario({ name: 'x' }))).message).toMatch(/^space: the field is missing/);
    // @ts-expect-error: not an object.
    expect((await failure(defineScenario(null))).message).toContain('a group of fields');
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

describe('a bad file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scenario-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function sentence(content: string | Uint8Array): Promise<string> {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, content);
    const error = await failure(loadScenario(file));
    expect(error.message).toContain('bad.yaml');
    return error.message;
  }

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'bad.yaml: the file is empty'],
    ['only white space', ' \n\n', 'bad.yaml: the file is empty'],
    ['only a comment', '# nothing\n', 'bad.yaml: the file is empty'],
    ['only a marker', '---\n', 'bad.yaml: the file is empty'],
    ['binary', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe), 'bad.yaml: the file is not UTF-8 text'],
    ['with a null byte', 'name: a\nsignal: \0', 'bad.yaml:2: the file is binary'],
    ['an alias cycle', 'a: &a [*a]\n', 'bad.yaml:1: YAML aliases (*a) are not allowed'],
    ['an alias cycle between fields', 'a: &a\n  b: &b\n    c: *a\n', 'bad.yaml:3: YAML aliases (*a) are not allowed'],
    ['duplicate keys', 'time: 1\ntime: 2\n', 'bad.yaml:2: the YAML cannot be read: Map keys must be unique'],
    ['tabs', 'space:\n\tdimension: 1\n', 'bad.yaml:2: the YAML cannot be read: Tabs are not allowed as indentation'],
    ['broken brackets', 'space: { dimension: 1\ntime: 1\n', 'the YAML cannot be read'],
    ['several documents', `${scenarioText()}---\nname: b\n`, 'bad.yaml:11: the file has several YAML documents'],
    ['a list', '- 1\n- 2\n', 'bad.yaml:1: a scenario is a group of fields'],
    ['text', 'hello', 'bad.yaml:1: a scenario is a group of fields'],
    ['a foreign tag', 'name: !!js/function "x"\n', 'bad.yaml:1: the YAML cannot be read: Unresolved tag'],
    ['a prototype key', '__proto__: { time: 1 }\n', '__proto__: unknown field'],
    ['too large', `# ${'x'.repeat(1_000_001)}`, 'at most 1000000 are allowed'],
  ])('%s', async (_name, content, wanted) => {
    expect(await sentence(content)).toContain(wanted);
  });

  it('that is missing, a directory or unreadable', async () => {
    expect((await failure(loadScenario(join(folder, 'none.yaml')))).message).toContain(
      'none.yaml: the file does not exist',
    );
    expect((await failure(loadScenario(folder))).message).toContain('this is a directory');
    const file = join(folder, 'locked.yaml');
    await writeFile(file, scenarioText());
    await chmod(file, 0o000);
    // The superuser reads everything.
    if (process.getuid?.() !== 0) {
      expect((await failure(loadScenario(file))).message).toContain(
        'locked.yaml: the file cannot be read, permission is denied',
      );
    }
  });

  it('never makes the reader throw anything but InputError', async () => {
    const good = scenarioText();
    const spoilt = fc
      .tuple(
        fc.nat(good.length),
        fc.nat(12),
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom('&a', '*a', '{', ']', ':', '- ', '\t', '!!', '|', '0', 'x'),
        ),
      )
      .map(([at, length, piece]) => good.slice(0, at) + piece + good.slice(at + length));
    await fc.assert(
      fc.asyncProperty(spoilt, async (text) => {
        await parseScenario(text, 'bad.yaml').catch((error: unknown) => {
          if (!(error instanceof InputError)) throw error;
        });
      }),
      { numRuns: 200 },
    );
  });
});
