import { describe, expect, it } from 'vitest';
import { isAnalytic } from '../../src/model/analyticity.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import { fewerModes, widerSpacing } from '../../src/schemes/scheme.ts';

const withRate = (rate: string, density = '1 + 0.5*cos(2*pi*x)') =>
  defineScenario({
    name: 'rates',
    space: { dimension: 1, domain: 'torus', length: 1 },
    velocities: { set: 'two-speed', speed: 1 },
    signal: '0.1*sin(2*pi*x - t)',
    kernel: { rate },
    initial: { density, profile: { type: 'equilibrium' } },
    time: 1,
    epsilons: [0.1],
  });

describe('a scenario is known to be analytic', () => {
  it.each(['1 + 0.6*tanh(z)', '1 + z^2*exp(-z^2)', '2 + erf(z)', '1 + 2^(-z^2)', '1 + (1 + z^2)^(-1)'])(
    'with the rate %s',
    async (rate) => expect(isAnalytic(await withRate(rate))).toBe(true),
  );

  // √(z²) is |z|, and a root of 1 + z² is analytic, but that is not seen.
  it.each([
    '1 + abs(z)/(1 + z^2)',
    '1 + min(1, z^2)',
    '1 + sqrt(z^2)/(1 + z^2)',
    '1 + (z^2)^0.5/(1 + z^2)',
    '2 - 1/sqrt(1 + z^2)',
  ])('but not with the rate %s', async (rate) => expect(isAnalytic(await withRate(rate))).toBe(false));

  it('by its density, too', async () => {
    const [scenario, kinked] = [await withRate('1'), await withRate('1', '1 + abs(sin(pi*x))')];
    expect([isAnalytic(scenario), isAnalytic(kinked)]).toEqual([true, false]);
  });
});

describe('the difference to a coarser Fourier grid', () => {
  it('counts for order 4 with analytic data and for order 2 with kinks', async () => {
    const [analytic, kinked] = [await withRate('1 + 0.6*tanh(z)'), await withRate('1 + abs(z)/(1 + z^2)')];
    expect(fewerModes({ modes: 32 }, analytic).factor).toBeCloseTo(1 / ((8 / 7) ** 4 - 1), 12);
    expect(fewerModes({ modes: 32 }, kinked).factor).toBeCloseTo(1 / ((8 / 7) ** 2 - 1), 12);
    expect(widerSpacing({ halfWidth: 10 }, analytic).factor).toBeCloseTo(1 / (1.1 ** 4 - 1), 12);
    expect(widerSpacing({ halfWidth: 10 }, kinked).factor).toBeCloseTo(1 / (1.1 ** 2 - 1), 12);
    expect(fewerModes({ modes: 32 }, analytic).factorAtKinks).toBeCloseTo(1 / ((8 / 7) ** 2 - 1), 12);
    expect(widerSpacing({ halfWidth: 10 }, analytic).factorAtKinks).toBeCloseTo(1 / (1.1 ** 2 - 1), 12);
  });
});
