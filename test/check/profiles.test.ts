import { describe, expect, it } from 'vitest';
import { askedOf, PROFILES, type Profile } from '../../src/check/profiles.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import { modelOf } from '../theory/scenarios.ts';

const { scenario: line } = await modelOf({ epsilons: [0.1, 0.02] });
const plane = (dimension: 2 | 3) =>
  defineScenario({
    name: 'more-dimensions',
    space: { dimension, domain: 'torus', length: 1 },
    velocities: { set: 'sphere', speed: 1, degree: 3 },
    signal: '0',
    kernel: { rate: 1 },
    initial: { density: 1, profile: { type: 'equilibrium' } },
    time: 1,
    epsilons: [0.1, 0.02],
  });

describe('what a profile asks of a scenario', () => {
  const profile: Profile = {
    name: 'p',
    scenarios: 'all',
    epsilons: [0.3],
    tolerance: 1e-5,
    maxEffort: 2,
    variants: 'none',
  };

  it('is its own ε, or those of the scenario', () => {
    expect(askedOf(profile, line)).toEqual({ epsilons: [0.3], tolerance: 1e-5, maxEffort: 2 });
    expect(askedOf({ ...profile, epsilons: 'own' }, line).epsilons).toEqual([0.1, 0.02]);
  });

  it('is one digit less for every dimension beyond the first, once, for the ε of the scenario', async () => {
    const two = askedOf(profile, await plane(2));
    expect(two).toEqual({ epsilons: [0.1, 0.02], tolerance: expect.closeTo(1e-4, 12), maxEffort: 0 });
    expect(askedOf(profile, await plane(3)).tolerance).toBeCloseTo(1e-3, 12);
  });
});

describe('the profiles', () => {
  const named = (name: string) => PROFILES.find((profile) => profile.name === name);

  it('are quick, standard and thorough, each finer than the one before', () => {
    expect(PROFILES.map(({ name }) => name)).toEqual(['quick', 'standard', 'thorough']);
    expect(PROFILES.map(({ tolerance }) => tolerance)).toEqual([2e-5, 1e-6, 1e-8]);
    expect(PROFILES.map(({ maxEffort }) => maxEffort)).toEqual([0, 1, 3]);
    expect(PROFILES.map(({ variants }) => variants)).toEqual(['none', 'sample', 'all']);
    expect(PROFILES.map(({ scenarios }) => scenarios)).toEqual([
      ['travelling-wave', 'whole-line'],
      'all',
      'all and large',
    ]);
  });

  it('have the four ε that a fit of an order needs, down to 1e-6 when thorough', () => {
    expect(named('quick')?.epsilons).toEqual([0.003, 0.001, 0.0003, 0.0001]);
    expect(named('standard')?.epsilons).toBe('own');
    const thorough = named('thorough')?.epsilons ?? [];
    expect(thorough).toHaveLength(11);
    expect([thorough[0], thorough[1], thorough[10]]).toEqual([0.1, 0.03, 1e-6]);
  });
});
