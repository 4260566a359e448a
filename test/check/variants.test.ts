import { beforeAll, describe, expect, it } from 'vitest';
import { agreementSamples } from '../../src/check/agreement-samples.ts';
import type { CaseResult } from '../../src/check/case.ts';
import type { CaseRequest } from '../../src/check/pool.ts';
import { PROFILES, type Profile } from '../../src/check/profiles.ts';
import { shrinkingSamples } from '../../src/check/refinement-samples.ts';
import { type VerifyOptions, verify } from '../../src/check/run.ts';
import type { Statement, VariantContext, VariantIdentityClaim } from '../../src/check/statement.ts';
import { loadScenario } from '../../src/model/load-scenario.ts';
import { caseFixture, type FakeCase, fakeSolve } from '../fixtures/case.ts';

const claim: VariantIdentityClaim = {
  id: 'example/agreement',
  title: '',
  latex: '',
  source: 'not in the paper',
  scale: 1,
  kind: 'identity',
  needs: 'variants',
  resolution: 1e-3,
  variants: [{ label: 'other', scheme: 'hermite', tolerance: 1e-6 }],
  sample: ['travelling-wave'],
  applies: ({ epsilon }) => epsilon > 0.005 || 'only above 0.005',
  samples: (context) => agreementSamples(context, 'other', ['Y', 'V2']),
};
const statement = (more: Partial<VariantIdentityClaim> = {}): Statement => ({
  id: 'example',
  title: '',
  latex: '',
  source: '',
  hypotheses: [],
  dependsOn: [],
  claims: [{ ...claim, ...more }],
});
const PROFILE: Profile = { ...PROFILES[0], epsilons: [0.01, 0.001], variants: 'sample' };

let options: VerifyOptions;
beforeAll(async () => {
  options = {
    statements: [statement()],
    scenarios: [await loadScenario('scenarios/travelling-wave.yaml'), await loadScenario('scenarios/telegraph.yaml')],
    profile: PROFILE,
    jobs: 1,
    seed: 0,
    versions: {},
    solve: fakeSolve(),
  };
});

/** The second solution has Y raised by so much; its bars are 1e-8, as those of the first. */
const raised =
  (by: number): FakeCase =>
  (request) => {
    if (request.scheme !== 'hermite') return {};
    const { series } = caseFixture(request);
    const Y = series.Y ?? { values: [], error: {} };
    return { series: { ...series, Y: { ...Y, values: Y.values.map((value) => value + by) } } };
  };
const entries = async (more: Partial<VerifyOptions>) =>
  (await verify({ ...options, ...more })).statements.flatMap(({ claims }) => claims);

describe('a claim about several solutions', () => {
  it('is judged on its sample, at the ε at which it applies, and names all schemes', async () => {
    const requests: CaseRequest[] = [];
    const seen: FakeCase = (request) => {
      requests.push(request);
      return {};
    };
    const found = await entries({ solve: fakeSolve(seen) });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      verdict: 'pass',
      scenario: 'travelling-wave',
      scheme: 'reference, hermite',
      epsilon: 0.01,
    });
    expect(requests.filter(({ scheme }) => scheme === 'hermite').map(({ epsilon }) => epsilon)).toEqual([0.01]);
  });

  it('fails beyond three joint bars and passes within', async () => {
    // Twice 1e-8 is the joint bar; the slack of 1e-6 is the contract's.
    const [beyond] = await entries({ solve: fakeSolve(raised(2e-6)) });
    expect(beyond).toMatchObject({ verdict: 'fail', where: 'Y' });
    expect((await entries({ solve: fakeSolve(raised(5e-8)) }))[0].verdict).toBe('pass');
    expect((await entries({ solve: fakeSolve(raised(Number.NaN)) }))[0].verdict).not.toBe('pass');
  });

  it('gives no entry in a profile without further solutions, and one per scenario where all are wanted', async () => {
    expect(await entries({ variants: 'none' })).toEqual([]);
    expect((await entries({ variants: 'all' })).map(({ scenario }) => scenario)).toEqual([
      'travelling-wave',
      'telegraph',
    ]);
    const only = await entries({ variants: 'all', statements: [statement({ only: true })] });
    expect(only.map(({ scenario }) => scenario)).toEqual(['travelling-wave']);
  });

  it('is vacuous where a scheme does not support the case, with its reason', async () => {
    const variants = [{ label: 'other', scheme: 'methylation', tolerance: 1e-4 }];
    const [found] = await entries({ statements: [statement({ variants })], epsilons: [0.006] });
    expect(found.verdict).toBe('vacuous');
    expect(found.note).toMatch(/ε/);
  });

  it('takes over a crash or a refusal of a further solution', async () => {
    const crash = ({ scheme }: CaseRequest): ReturnType<FakeCase> =>
      scheme === 'hermite' ? { crashed: 'out of memory' } : {};
    expect((await entries({ solve: fakeSolve(crash) }))[0]).toMatchObject({ verdict: 'crashed' });
    const refusal: FakeCase = ({ scheme }) => (scheme === 'hermite' ? { resolved: false, reason: 'too coarse' } : {});
    expect((await entries({ solve: fakeSolve(refusal) }))[0]).toMatchObject({
      verdict: 'inconclusive',
      note: 'too coarse',
    });
  });
});

describe('the order of a residual', () => {
  /** Residuals C·h^order at two times above a floor that every step shares. */
  const context = (order: number): VariantContext => {
    const variants: { [label: string]: CaseResult } = {};
    for (const steps of [1, 2, 4, 8]) {
      const size = steps ** -order;
      const energyIdentity = { values: [0, 0.3 + size, 0.3 - 2 * size], error: {} };
      variants[steps] = { times: [0, 1, 2], series: { energyIdentity } } as unknown as CaseResult;
    }
    return { variants } as unknown as VariantContext;
  };
  const ratios = (order: number) =>
    shrinkingSamples(context(order), 'energyIdentity', ['1', '2', '4', '8'], 3.5).map(
      ({ measured, bound }) => measured.value / bound.value,
    );

  it('is kept by a scheme of order four, whatever the floor, and missed by one of order three', () => {
    expect(ratios(4)).toHaveLength(2);
    for (const ratio of ratios(4)) expect(ratio).toBeLessThan(1);
    for (const ratio of ratios(3)) expect(ratio).toBeGreaterThan(1);
  });
});
