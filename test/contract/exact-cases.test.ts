import { describe, expect, it } from 'vitest';
import type { CaseResult, SeriesName } from '../../src/check/case.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import { type ErrorSource, sample, uncertainty } from '../../src/model/measured.ts';
import { schemes } from '../../src/schemes/registry.ts';
import { EXACT_CASES } from '../exact-cases/index.ts';
import { errorPoints, judgeOrder } from './observed-order.ts';

/** Every bar is a 95 % interval; a thousand random ones that must all hold are taken three times as wide. */
const RANDOM_BARS = 3;
/** Enough to see a wrong scheme, in little time; the sampling error is what 10⁴ particles leave. */
const TOLERANCE = { deterministic: 1e-5, random: 3e-2 };

/** Sources whose bars bound what they leave; the bar of round-off is made for the longest runs. */
const DISCRETISATION = ['x', 'v', 'y', 'time'] as const satisfies readonly ErrorSource[];
const ROUND_OFF = 1e-13;

/** All that can be compared: a scheme that lacks one of them skips it and says so. */
const DIAGNOSTICS = [
  'mass',
  'V2',
  'X1',
  'Y',
  'E',
  'I',
  'J',
  'K',
  '∫I',
  'equilibriumDistance',
  'limitDistance',
  'cosineMode',
  'sineMode',
  'cosineFlux',
  'sineFlux',
] as const satisfies readonly SeriesName[];

const memoised = <T>(compute: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
};

describe.each(Object.values(schemes).map((scheme) => ({ scheme, name: scheme.name })))('$name', ({ scheme }) => {
  const random = scheme.level === 'particles';
  describe.each(EXACT_CASES.map((exactCase) => ({ exactCase, title: exactCase.name })))('$title', ({ exactCase }) => {
    const [epsilon] = exactCase.input.epsilons;
    const prepared = memoised(async () => {
      const scenario = await defineScenario(exactCase.input);
      const answer = scheme.supports(scenario, epsilon);
      return { scenario, refusal: answer === true ? undefined : answer };
    });
    const solved = memoised(async (): Promise<CaseResult> => {
      const { scenario } = await prepared();
      const tolerance = random ? TOLERANCE.random : TOLERANCE.deterministic;
      return solveCase({ scenario, scheme: scheme.name, epsilon, tolerance, maxEffort: 0 });
    });
    const exact = memoised(async () => exactCase.exact((await solved()).times));
    const known = exactCase.exact([0]);

    it.for(DIAGNOSTICS.filter((name) => known[name]))(
      '%s is exact within its bar at all times',
      { timeout: 120_000 },
      async (name, { skip }) => {
        const { refusal } = await prepared();
        if (refusal !== undefined) skip(`unsupported: ${refusal}`);
        const result = await solved();
        const series = result.series[name];
        if (!series) return skip(`snapshots of level ${scheme.level} give no ${name}`);
        const values = (await exact())[name] ?? [];
        expect(values).toHaveLength(result.times.length);
        result.times.forEach((time, i) => {
          const { value, error } = sample(series, i);
          const bar = (random ? RANDOM_BARS : 1) * uncertainty(error) + exactCase.accuracy;
          const where = `${name} at t = ${time}: ${value} instead of ${values[i]}, bar ${bar}`;
          expect(Math.abs(value - values[i]) <= bar, where).toBe(true);
        });
      },
    );

    const excited = Object.keys(exactCase.excites) as ErrorSource[];
    it.for(excited.filter((source) => scheme.orders?.[source] !== undefined))(
      'keeps the order that it announces in %s',
      { timeout: 120_000 },
      async (source, { skip, annotate }) => {
        const { scenario, refusal } = await prepared();
        if (refusal !== undefined) skip(`unsupported: ${refusal}`);
        const announced = scheme.orders?.[source];
        if (announced === undefined) return;
        const { series } = await solved();
        // What the other sources leave, by the bars of the first resolution; of round-off, what few steps can amass.
        const others = (exactCase.excites[source] ?? []).flatMap((name) =>
          DISCRETISATION.filter((other) => other !== source).map((other) => series[name]?.error[other] ?? []),
        );
        const floor = exactCase.accuracy + ROUND_OFF + Math.max(0, ...others.flat());
        const { text, held } = judgeOrder(
          errorPoints({ scheme, scenario, exactCase, source }, announced, floor),
          announced,
        );
        await annotate(text);
        if (held === undefined) skip(text);
        expect(held, text).toBe(true);
      },
    );
  });

  it('announces orders of sources of error that it can make coarser, and of no others', async ({ skip }) => {
    if (!scheme.orders) skip('announces none');
    const scenario = await defineScenario(EXACT_CASES[0].input);
    const coarsenings = scheme.coarsenings(scheme.resolution(scenario, scenario.epsilons[0]), scenario);
    expect(coarsenings.map(({ source }) => source)).toEqual(expect.arrayContaining(Object.keys(scheme.orders ?? {})));
  });
});
