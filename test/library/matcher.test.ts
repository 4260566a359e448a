import { expect, test } from 'vitest';
import '../../src/library/vitest.ts';
import { InputError } from '../../src/library/index.ts';
import { initial, telegraph } from './schemes.ts';

const options = { scenarios: ['telegraph'], epsilon: [0.1] };

/** Upwind, with a tenth of every step lost. */
const leaking = telegraph({
  name: 'leaking',
  solve: (problem) => {
    const outputs = [...telegraph().solve(problem)];
    return outputs.map(({ x, pbar }, k) => ({
      x,
      pbar: Float64Array.from(pbar, (value) => value * (1 - 0.1 * problem.times[k])),
    }));
  },
});

const failing = telegraph({
  name: 'failing',
  solve: () => {
    throw new Error('no luck');
  },
});

/** The message with which the assertion fails. */
async function message(assertion: Promise<void>): Promise<string> {
  try {
    await assertion;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion holds');
}

test('a good scheme satisfies a claim, a leaking one does not', async () => {
  await expect(telegraph()).toSatisfyStatement('definitions/1.9-mass', options);
  const text = await message(expect(leaking).toSatisfyStatement('definitions', options));
  expect(text).toMatch(/^leaking on definitions: fail; expected every claim to pass that applies\n/);
  expect(text).toMatch(/✗ fail definitions\/1\.9-mass \(telegraph\): -0\.\d+ ± \S+ at ε = 0\.1, t = 1/);
  expect(text).not.toContain('✓');
  expect(text).toMatch(/rerun: await verify\(\{ scheme, statements: \['definitions\/1\.9-mass'\]/);
  await expect(leaking).not.toSatisfyStatement('definitions/1.9-mass', options);
});

test('measured against bound', async () => {
  // The initial density, half a period away, at all times: for all ε and steps far from the limit.
  const moved = telegraph({
    name: 'moved',
    solve: (problem) => {
      const { x } = problem.cells(32);
      const start = x.map((at) => at + problem.length / 2);
      return problem.times.map(() => ({ x, pbar: initial(problem, start) }));
    },
  });
  const text = await message(expect(moved).toSatisfyStatement('theorem-2.1/second', { ...options, epsilon: [0.001] }));
  expect(text).toMatch(/✗ fail theorem-2\.1\/second \(telegraph\): \S+ ± \S+ against \S+ at ε = 0\.001/);
});

test('a crash, an inconclusive rate and vacuous claims satisfy neither the statement nor its negation', async () => {
  const crashed = await message(expect(failing).toSatisfyStatement('definitions/1.9-mass', options));
  expect(crashed).toContain('! crashed definitions/1.9-mass (telegraph): failing: solve threw Error: no luck');
  expect(await message(expect(failing).not.toSatisfyStatement('definitions/1.9-mass', options))).toContain(
    'failing on definitions/1.9-mass: crashed; expected a claim to fail',
  );
  const rate = await message(expect(telegraph()).toSatisfyStatement('theorem-2.1/second-rate', options));
  expect(rate).toContain('? inconclusive theorem-2.1/second-rate (telegraph)');
  expect(await message(expect(telegraph()).not.toSatisfyStatement('theorem-2.1/second-rate', options))).toContain(
    'inconclusive; expected a claim to fail',
  );
  expect(await message(expect(telegraph()).toSatisfyStatement('theorem-2.1/first', options))).toMatch(
    /vacuous; expected[^\n]*\n {2}– vacuous theorem-2\.1\/first \(telegraph\): \S/,
  );
});

test('an unknown statement is bad input, whatever is expected', async () => {
  const wrong = expect(telegraph()).toSatisfyStatement('theorem-2.2', options);
  await expect(wrong).rejects.toThrow(InputError);
  await expect(wrong).rejects.toThrow('no statement "theorem-2.2"; nearest: theorem-2.1');
  await expect(expect(telegraph()).not.toSatisfyStatement('theorem-2.2', options)).rejects.toThrow(InputError);
  const nothing = expect(undefined).toSatisfyStatement('theorem-2.1/second', options);
  await expect(nothing).rejects.toThrow('scheme: expected what defineScheme returns');
});
