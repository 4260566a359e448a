import { describe, expect, it } from 'vitest';
import type { CaseResult, DetailName, SeriesName } from '../../src/check/case.ts';
import { derivedSeries } from '../../src/check/derived-series.ts';
import { judge } from '../../src/check/judge.ts';
import { solveCase } from '../../src/check/solve-case.ts';
import type { BoundSample, Claim, ModelContext } from '../../src/check/statement.ts';
import { loadStatements } from '../../src/commands/statements.ts';
import type { Model } from '../../src/model/model.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { totalVariation, totalVariationByQuadrature } from '../../src/theory/total-variation.ts';
import { modelOf } from '../theory/scenarios.ts';

const model = await modelOf({ epsilons: [0.03] });
const constants = computeConstants(model);
const epsilon = 0.03;
const solved = solveCase({ scenario: model.scenario, scheme: 'reference', epsilon, tolerance: 1e-4, maxEffort: 0 });
const claims = (await loadStatements())
  .filter(({ id }) => id === 'proposition-4.1' || id === 'proposition-4.2')
  .flatMap((statement) => statement.claims.filter(({ step, needs }) => step && needs !== 'variants'));

function verdict(claim: Claim, result: CaseResult = solved, seen: Model = model) {
  const world = { scenario: model.scenario, model: seen, constants, cases: [result] };
  const statement = { id: 'one', title: '', latex: '', source: '', hypotheses: [], dependsOn: [], claims: [claim] };
  const [entry] = judge([statement], [world])[0].claims;
  return entry.verdict;
}

const claimOf = (id: string): Claim => {
  const found = claims.find((claim) => claim.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

/** The solved case with one series changed, and everything that is derived from it. */
function changed(name: SeriesName, change: (value: number, i: number) => number): CaseResult {
  const original = solved.series[name];
  if (!original) throw new Error(`no series ${name}`);
  const series = { ...solved.series, [name]: { ...original, values: original.values.map(change) } };
  const derived = derivedSeries(series, Float64Array.from(solved.times), epsilon);
  return { ...solved, series: name.startsWith('∫') ? series : { ...series, ...derived } };
}

/** The solved case with one of the expensive diagnostics changed by `offset` at its last time. */
function changedDetail(name: DetailName, offset: number): CaseResult {
  const detail = solved.detail;
  const original = detail?.series[name];
  if (!detail || !original) throw new Error(`no detail ${name}`);
  const values = original.values.map((value, i) => (i === original.values.length - 1 ? value + offset : value));
  return { ...solved, detail: { ...detail, series: { ...detail.series, [name]: { ...original, values } } } };
}

describe('the steps of Propositions 4.1 and 4.2', () => {
  it.each(claims.map((claim) => [claim.id, claim] as const))('%s passes', (_, claim) => {
    expect(verdict(claim)).toBe('pass');
  });

  it.each<[string, SeriesName, (value: number, i: number) => number]>([
    ['proposition-4.1/net-inflow', 'netInflow', (value) => value - 0.1],
    ['proposition-4.1/inflow', 'netInflow', (value) => value + 2],
    ['proposition-4.1/energy-inequality', 'E', (value, i) => (i === 0 ? value : value + 20)],
    ['proposition-4.1/csiszar-kullback', 'H', (value) => value / 2],
    ['proposition-4.1/log-sobolev', 'H', (value) => value * 1.001],
    ['proposition-4.1/jensen', 'E', (value) => value - 1],
    ['proposition-4.2/4.1', 'testedMarginalRate', (value) => value * 1.001],
    ['proposition-4.2/decomposition', 'L12', (value) => value * 1.05],
    ['proposition-4.2/decomposition', 'L31', () => 0],
    ['proposition-4.2/contraction', 'L21', (value) => value + 0.1],
    ['proposition-4.2/relaxation-term', 'L32', (value) => 30 * value],
    ['proposition-4.2/adaptation-term', 'L12', (value) => 30 * value],
    ['proposition-4.2/gathered', 'limitDistance', (value) => 100 * value],
    ['proposition-4.2/jensen-in-time', '∫equilibriumDistance', (value) => 1.01 * value],
  ])('%s fails when %s is changed', (id, name, change) => {
    expect(verdict(claimOf(id), changed(name, change))).toBe('fail');
  });

  it.each<[string, DetailName, number]>([
    ['proposition-4.1/transport-term', 'transportEnergy', 1e-4],
    ['proposition-4.1/fokker-planck-term', 'fokkerPlanckIdentity', 1e-4],
    ['proposition-4.1/change-of-variables', 'tumblingLossIdentity', 1e-4],
    ['proposition-4.1/change-of-variables', 'tumblingEntropyIdentity', 1e-4],
    ['proposition-4.2/cancellation', 'cancellation', 1e-7],
  ])('%s fails when %s does not vanish', (id, name, offset) => {
    expect(verdict(claimOf(id), changedDetail(name, offset))).toBe('fail');
  });

  it.each([
    'proposition-4.1/layer-integral',
    'proposition-4.2/total-variation-bound',
    'proposition-4.2/minimum-integrated',
    'proposition-4.2/minimum-root',
    'proposition-4.2/minimum-corrected',
  ])('%s fails with a constant smaller by a tenth', (id) => {
    const claim = claimOf(id);
    if (claim.kind !== 'bound' || claim.needs !== 'model') throw new Error('not a bound of the model');
    const smaller: Claim = {
      ...claim,
      samples: (context: ModelContext) =>
        claim.samples(context).map((s: BoundSample) => ({ ...s, bound: { ...s.bound, value: 0.9 * s.bound.value } })),
    };
    expect(verdict(smaller)).toBe('fail');
  });

  it('the printed bound of the total variation fails with a constant below √(2/π)', () => {
    const claim = claimOf('proposition-4.2/total-variation-printed');
    if (claim.kind !== 'bound' || claim.needs !== 'model') throw new Error('not a bound of the model');
    const smaller: Claim = {
      ...claim,
      samples: (context: ModelContext) =>
        claim.samples(context).map((s: BoundSample) => ({ ...s, bound: { value: 0.79, error: {} } })),
    };
    expect(verdict(smaller)).toBe('fail');
  });

  it('the change of variable in L₁₂ fails with the sign of the shift turned', () => {
    const turned: Model = {
      ...model,
      averagedRate: (a, post, pre, out) =>
        model.averagedRate(
          a.map((value) => -value),
          post,
          pre,
          out,
        ),
    };
    expect(verdict(claimOf('proposition-4.2/change-of-variable'), solved, turned)).toBe('fail');
  });

  it('the total variation is 2 erf(|a|/(2√2)) and not 2 erf(|a|/2)', () => {
    expect(totalVariationByQuadrature(1)).toBeCloseTo(0.7658498, 6);
    expect(totalVariationByQuadrature(3)).toBeCloseTo(totalVariation(3), 12);
    expect(Math.abs(totalVariationByQuadrature(1) - totalVariation(Math.SQRT2))).toBeGreaterThan(0.1);
  });
});
