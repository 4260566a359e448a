import { describe, expect, it } from 'vitest';
import { cancellationResiduals, detailResiduals, entropyChangeResiduals } from '../../src/check/detail-samples.ts';
import {
  csiszarKullbackSamples,
  energyInequalitySamples,
  layerIntegralSamples,
  logSobolevSamples,
  netInflowSamples,
  square,
} from '../../src/check/entropy-steps.ts';
import {
  belowThreshold,
  compareSeries,
  compareWith,
  finalValue,
  onTheLine,
  residuals,
  worstRatio,
} from '../../src/check/samples.ts';
import type { CaseContext } from '../../src/check/statement.ts';
import { exactly } from '../../src/model/measured.ts';
import { boundData } from '../../src/theory/bound-data.ts';
import { computeConstants } from '../../src/theory/constants.ts';
import { energyInput } from '../../src/theory/proposition-4.1.ts';
import { modelOf } from '../theory/scenarios.ts';

const model = await modelOf();
const constants = computeConstants(model);
const epsilon = 0.1;
const times = [0, 0.5, 1];
const series = (values: number[], error: { readonly [source: string]: number[] } = {}) => ({ values, error });
const context = (given: object, detail?: object): CaseContext =>
  ({
    model,
    constants,
    epsilon,
    result: { times, series: given, ...(detail === undefined ? {} : { detail }) },
  }) as unknown as CaseContext;

describe('a series against a bound', () => {
  const V2 = series([9, 2, 3], { v: [0.1, 0.2, 0.3] });

  it('is compared at every time but 0, with its bar', () => {
    const samples = compareWith(context({ V2 }), 'V2', (time, i) => exactly(10 * time + i));
    expect(samples).toEqual([
      { time: 0.5, measured: { value: 2, error: { v: 0.2 } }, bound: exactly(6) },
      { time: 1, measured: { value: 3, error: { v: 0.3 } }, bound: exactly(12) },
    ]);
  });

  it('may be compared changed', () => {
    const change = ({ value }: { value: number }) => exactly(-value);
    const samples = compareWith(context({ V2 }), 'V2', () => exactly(0), change);
    expect(samples.map(({ measured }) => measured.value)).toEqual([-2, -3]);
    expect(compareSeries(context({ V2 }), 'V2', () => 0, change)[0].measured.value).toBe(-2);
  });

  it('knows the data at both ends of their enclosures', () => {
    const wide = { ...constants, G: { ...constants.G, uncertainty: 0.1 } };
    const range = boundData(model, wide, epsilon);
    const [{ bound, measured }] = compareSeries({ ...context({ V2 }), constants: wide }, 'V2', ({ G }, t) => t * G);
    expect(bound.value + (bound.error.sampling ?? 0)).toBeCloseTo(0.5 * range.upper.G, 14);
    expect(bound.error.sampling).toBeCloseTo(0.025, 14);
    expect(measured).toEqual({ value: 2, error: { v: 0.2 } });
  });

  it('is not compared where it is missing', () => {
    expect(compareWith(context({}), 'V2', () => exactly(0))).toEqual([]);
    expect(compareSeries(context({}), 'V2', () => 0)).toEqual([]);
    expect(residuals(context({}), 'V2')).toEqual([]);
    expect(finalValue(context({}), 'V2')).toEqual({ value: Number.NaN, error: {} });
    expect(worstRatio(context({}), 'V2', () => 1)).toEqual({ value: Number.NaN, error: {} });
  });

  it('has residuals at every time but 0, and a last value', () => {
    expect(residuals(context({ V2 }), 'V2')).toEqual([
      { time: 0.5, residual: { value: 2, error: { v: 0.2 } } },
      { time: 1, residual: { value: 3, error: { v: 0.3 } } },
    ]);
    expect(finalValue(context({ V2 }), 'V2')).toEqual({ value: 3, error: { v: 0.3 } });
  });

  it('has its largest ratio at t > 0, with the bar there', () => {
    const given = { V2, Y: series([1, 4, 8]) };
    const ratio = worstRatio(context(given), 'V2', ({ time, epsilon: at, at: value }) => {
      expect(at).toBe(epsilon);
      return value('Y') + time - time;
    });
    expect(ratio).toEqual({ value: 0.5, error: { v: expect.closeTo(0.05, 15) } });
    expect(worstRatio(context(given), 'V2', () => 1)).toEqual({ value: 3, error: { v: 0.3 } });
    expect(worstRatio(context(given), 'V2', ({ at }) => at('X1')).value).toBeNaN();
    // NaN at one time is not hidden by a number at the next.
    const broken = series([1, Number.NaN, 2]);
    expect(worstRatio(context({ V2: broken }), 'V2', () => 1).value).toBeNaN();
  });
});

describe('conditions', () => {
  it('are the line, and ε ≤ 1/λ₀ = 1/1.6', async () => {
    expect(onTheLine(context({}))).toBe('|x| is not defined on a torus');
    const space = { dimension: 1, domain: 'line', halfWidth: 6 } as const;
    const onLine = await modelOf({ space, initial: { density: 'exp(-x^2)', profile: { type: 'equilibrium' } } });
    expect(onTheLine({ ...context({}), model: onLine })).toBe(true);
    expect(belowThreshold({ ...context({}), epsilon: 0.62 })).toBe(true);
    expect(belowThreshold({ ...context({}), epsilon: 0.63 })).toBe('ε > 1/λ₀ = 0.625');
    const lambda0 = { ...constants.lambda0, value: 2 };
    expect(belowThreshold({ ...context({}), constants: { ...constants, lambda0 }, epsilon: 0.5 })).toBe(true);
  });
});

describe('steps of the entropy estimate', () => {
  it('square: m² with 2|m|u + u²', () => {
    expect(square({ value: -3, error: { y: 0.1, x: 0.1 } })).toEqual({
      value: 9,
      error: { x: expect.closeTo(0.1 * 6.2, 14), y: expect.closeTo(0.1 * 6.2, 14) },
    });
  });

  it('2H ≤ I, with the bar of I − 2H', () => {
    const given = {
      H: series([0, 1, 2]),
      I: series([0, 5, 6]),
      logSobolevDeficit: series([0, 3, 2], { y: [1, 2, 3] }),
    };
    expect(logSobolevSamples(context(given))).toEqual([
      { time: 0.5, measured: { value: 2, error: { y: 2 } }, bound: exactly(5) },
      { time: 1, measured: { value: 4, error: { y: 3 } }, bound: exactly(6) },
    ]);
    for (const name of ['H', 'I', 'logSobolevDeficit']) {
      expect(logSobolevSamples(context({ ...given, [name]: undefined }))).toEqual([]);
    }
  });

  it('‖q − q̄𝓜‖² ≤ 2H, and K ≤ the net inflow', () => {
    const given = {
      H: series([0, 1, 2], { y: [0, 0.1, 0.2] }),
      equilibriumDistance: series([0, 0.5, 1]),
      K: series([0, 0.25, 0.75]),
      netInflow: series([0, 7, 8], { v: [0, 0.5, 0.5] }),
    };
    const [first, second] = csiszarKullbackSamples(context(given));
    expect(first).toMatchObject({ time: 0.5, measured: { value: 0.25 }, bound: { value: 2, error: { y: 0.2 } } });
    expect(second).toMatchObject({ time: 1, measured: { value: 1 }, bound: { value: 4, error: { y: 0.4 } } });
    expect(netInflowSamples(context(given))).toEqual([
      { time: 0.5, measured: exactly(0.25), bound: { value: 7, error: { v: 0.5 } } },
      { time: 1, measured: exactly(0.75), bound: { value: 8, error: { v: 0.5 } } },
    ]);
    expect(csiszarKullbackSamples(context({ ...given, H: undefined }))).toEqual([]);
    expect(netInflowSamples(context({ ...given, netInflow: undefined }))).toEqual([]);
  });

  it('E(t) − E(0) + ∫I/ε ≤ λ_in t + ½∫J⁺', () => {
    const given = {
      E: series([1, 2, 4]),
      '∫I': series([0, 0.3, 0.5]),
      energyIdentity: series([0, 0, 0], { x: [1, 2, 3] }),
    };
    const samples = energyInequalitySamples(context(given));
    expect(samples.map(({ time }) => time)).toEqual([0.5, 1]);
    expect(samples.map(({ measured }) => measured)).toEqual([
      { value: expect.closeTo(1 + 3, 14), error: { x: 2 } },
      { value: expect.closeTo(3 + 5, 14), error: { x: 3 } },
    ]);
    const { upper } = boundData(model, constants, epsilon);
    for (const { time, bound } of samples) expect(bound.value).toBeCloseTo(energyInput(upper, epsilon, time), 9);
    for (const name of Object.keys(given)) {
      expect(energyInequalitySamples(context({ ...given, [name]: undefined }))).toEqual([]);
    }
  });

  it('∫σ^{1/2}e^{−σ/2}dσ ≤ √(2π), attained for t ≫ ε', () => {
    const samples = layerIntegralSamples(context({}));
    expect(samples.map(({ time }) => time / epsilon)).toEqual(
      [0.01, 0.1, 0.3, 1, 2, 4, 8, 16, 32, 64].map((multiple) => expect.closeTo(multiple, 12)),
    );
    for (const { bound } of samples) expect(bound).toEqual(exactly(Math.sqrt(2 * Math.PI)));
    const last = samples[9].measured;
    expect(last.value).toBeCloseTo(Math.sqrt(2 * Math.PI), 9);
    expect(last.error.floor).toBeCloseTo(2.5e-10, 11);
    // ∫₀¹√σ e^{−σ/2}dσ in 20-digit arithmetic.
    expect(samples[3].measured.value).toBeCloseTo(0.498187464359, 9);
  });
});

describe('diagnostics at a few times', () => {
  const detail = {
    times: [0, 1],
    series: {
      cancellation: series([0.5, 0.25], { floor: [0.01, 0.02], x: [0.1, 0.2] }),
      tumblingLossIdentity: series([1, 2]),
      tumblingEntropyIdentity: series([3, 4]),
    },
  };

  it('have residuals at these, t = 0 among them', () => {
    expect(detailResiduals(context({}, detail), 'tumblingLossIdentity')).toEqual([
      { time: 0, residual: exactly(1) },
      { time: 1, residual: exactly(2) },
    ]);
    expect(entropyChangeResiduals(context({}, detail))).toEqual([
      { time: 0, residual: exactly(1), where: 'K₂' },
      { time: 1, residual: exactly(2), where: 'K₂' },
      { time: 0, residual: exactly(3), where: 'K' },
      { time: 1, residual: exactly(4), where: 'K' },
    ]);
    expect(detailResiduals(context({}), 'cancellation')).toEqual([]);
    expect(detailResiduals(context({}, detail), 'transportEnergy')).toEqual([]);
  });

  it('are relative to ‖p̄ − q̄‖ where that is more than ten bars, else known up to λ₀‖p̄ − q̄‖', () => {
    const limitDistance = series([0.2, 9, 0.4], { y: [0.02, 9, 0.03] });
    const [noise, clear] = cancellationResiduals(context({ limitDistance }, detail));
    expect(noise).toEqual({
      time: 0,
      residual: { value: 0.5, error: { floor: expect.closeTo(0.01 + 1.6 * 0.2, 12), x: 0.1 } },
    });
    expect(clear).toEqual({
      time: 1,
      residual: {
        value: expect.closeTo(0.625, 14),
        error: { floor: expect.closeTo(0.05, 14), x: expect.closeTo(0.5, 14) },
      },
    });
    expect(cancellationResiduals(context({}, detail))).toEqual([]);
  });
});
