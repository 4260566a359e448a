import { describe, expect, it } from 'vitest';
import {
  averagedRateSamples,
  sharedOffsetSamples,
  shiftedMaxwellianSamples,
} from '../../src/check/definition-samples.ts';
import {
  driftSamples,
  explicitSamples,
  gapIdentitySamples,
  kernelMomentSamples,
  pathCurvatureSamples,
  pathGradientSamples,
  relaxationSamples,
  relaxationStartSamples,
  twiceByPartsSamples,
} from '../../src/check/lemma-steps.ts';
import type { IdentitySample, ModelContext } from '../../src/check/statement.ts';
import { changedVariablesSamples } from '../../src/check/tumbling-variables.ts';
import { judgeIdentity } from '../../src/check/verdict.ts';
import { uncertainty } from '../../src/model/measured.ts';
import type { Adaptation, Model } from '../../src/model/model.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { modelOf } from '../theory/scenarios.ts';

const RESOLUTION = 1e-4;
const model = await modelOf({ kernel: { rate: '1 + 0.6*tanh(z - 0.2) + 0.1*v' } });
const constants = computeConstants(model);
const at = (epsilon: number, changed: Model = model): ModelContext => ({ model: changed, constants, epsilon });

const verdicts = (samples: readonly IdentitySample[]) =>
  new Set(samples.map(({ residual }) => judgeIdentity(residual, 1, RESOLUTION).verdict));

type Field = Adaptation['signal'];
/** Every value of the field times 1 + relative + absolute. */
const spoil =
  (field: Field, relative: number, absolute = 0): Field =>
  (t, x, v, out) => {
    field(t, x, v, out);
    for (let i = 0; i < out.length; i++) out[i] += relative * out[i] + absolute;
  };
const withAdaptation = (change: (adaptation: Adaptation) => Partial<Adaptation>): Model => ({
  ...model,
  adaptation: (epsilon) => {
    const exact = model.adaptation(epsilon);
    return { ...exact, ...change(exact) };
  },
});

const EPSILON = 0.01;
/** A part in 1e5 of a field is enough. */
const SMALL = 1e-5;
const wrongN = withAdaptation(({ signal }) => ({ signal: spoil(signal, SMALL) }));
const wrongU = withAdaptation(({ gradient }) => ({ gradient: spoil(gradient, SMALL) }));
const wrongGap = withAdaptation(({ gap }) => ({ gap: spoil(gap, SMALL) }));
const wrongGradient: Model = { ...model, pathGradient: spoil(model.pathGradient, SMALL) };
const wrongCurvature: Model = { ...model, pathCurvature: spoil(model.pathCurvature, SMALL) };

const IDENTITIES: readonly [
  string,
  (context: ModelContext) => readonly IdentitySample[],
  { readonly [fault: string]: Model },
][] = [
  ['(1.2)', pathGradientSamples, { D_tM: wrongGradient }],
  ['(1.2) twice', pathCurvatureSamples, { 'D_t²M': wrongCurvature }],
  ['(1.8)', relaxationSamples, { N: wrongN }],
  ['the start of (1.8)', relaxationStartSamples, { N: wrongN }],
  ['(3.3)', explicitSamples, { N: wrongN }],
  ['twice by parts', twiceByPartsSamples, { N: wrongN, gap: wrongGap, D_tM: wrongGradient }],
  ['the gap', gapIdentitySamples, { u: wrongU, gap: wrongGap, D_tM: wrongGradient }],
  ['the drift before (1.8)', driftSamples, { N: wrongN, u: wrongU }],
  ['y′ − u(v′) = y − u(v)', sharedOffsetSamples, { N: wrongN, u: wrongU }],
  ['the change of variables in J₁', changedVariablesSamples, { N: wrongN, u: wrongU }],
];

describe.each(IDENTITIES)('%s', (_, samples, faults) => {
  it.each([1, 0.1, 0.01, 1e-4, 1e-6])('closes at ε = %d', (epsilon) => {
    expect(verdicts(samples(at(epsilon)))).toEqual(new Set(['pass']));
  });

  it.each(Object.entries(faults))('sees a wrong %s', (_name, wrong) => {
    expect(verdicts(samples(at(EPSILON, wrong)))).toContain('fail');
  });
});

describe('far out, where the signal is flat,', () => {
  it.each([
    ['(1.2)', pathGradientSamples],
    ['(1.2) twice', pathCurvatureSamples],
    ['the gap', gapIdentitySamples],
  ])('%s closes within its own bar, which knows the round-off of x', async (_, samples) => {
    const flat = await modelOf({
      space: { dimension: 1, domain: 'line', halfWidth: 8 },
      signal: '0.3*tanh(x - 0.5*t)',
      initial: { density: 'exp(-2*x^2)', profile: { type: 'equilibrium' } },
    });
    const context = { model: flat, constants: computeConstants(flat), epsilon: 0.01 };
    // Without the slack of a verdict, which hides what is small.
    for (const { residual } of samples(context))
      expect(Math.abs(residual.value)).toBeLessThan(uncertainty(residual.error));
  });
});

describe('(1.12)', () => {
  it('is the convolution at −a', () => {
    expect(verdicts(averagedRateSamples(at(EPSILON)))).toEqual(new Set(['pass']));
  });

  it('is not the convolution at +a: the sign trap', () => {
    expect(verdicts(averagedRateSamples(at(EPSILON), 1))).toContain('fail');
  });

  it('sees an average over another law', () => {
    const wrong: Model = {
      ...model,
      averagedRate: (a, post, pre, out) =>
        model.averagedRate(
          a.map((offset) => offset + SMALL),
          post,
          pre,
          out,
        ),
    };
    expect(verdicts(averagedRateSamples(at(EPSILON, wrong)))).toContain('fail');
  });
});

describe('(1.13)', () => {
  it('is normalised around N on a lattice that does not know N', () => {
    expect(verdicts(shiftedMaxwellianSamples(at(1e-3)))).toEqual(new Set(['pass']));
  });
});

describe('the moment of the memory', () => {
  it('has the closed form, and not the one without its boundary term', () => {
    const samples = kernelMomentSamples(at(EPSILON));
    expect(verdicts(samples)).toEqual(new Set(['pass']));
    const without = samples.map(({ time, residual }) => ({
      time,
      residual: { ...residual, value: residual.value + (time / EPSILON) * Math.exp(-time / EPSILON) },
    }));
    expect(verdicts(without)).toContain('fail');
  });
});
