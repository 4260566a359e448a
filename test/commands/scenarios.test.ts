import { describe, expect, it } from 'vitest';
import { askedOf, PROFILES } from '../../src/check/profiles.ts';
import { forPrograms, largeScenarios, loadScenarios, shippedScenarios } from '../../src/commands/scenarios.ts';
import { InputError } from '../../src/model/input-error.ts';

const profile = (name: string) => {
  const found = PROFILES.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe('large scenarios', () => {
  it('have names like the others, and no profile but thorough runs them', async () => {
    const large = await largeScenarios();
    expect(large).toContain('wave-in-space');
    for (const name of large) expect(await shippedScenarios()).not.toContain(name);
    expect(profile('standard').scenarios).toBe('all');
    expect(profile('thorough').scenarios).toBe('all and large');
    const [scenario] = await loadScenarios(['wave-in-space']);
    expect(scenario.velocities.points).toHaveLength(26);
  });
});

describe('what a profile asks of a scenario', () => {
  it('is its own ε and no refinement in more than one dimension', async () => {
    const [line, plane] = await loadScenarios(['travelling-wave', 'rotating-wave']);
    const thorough = profile('thorough');
    expect(askedOf(thorough, line)).toEqual({ epsilons: thorough.epsilons, tolerance: 1e-8, maxEffort: 3 });
    expect(askedOf(thorough, plane)).toEqual({ epsilons: plane.epsilons, tolerance: 1e-7, maxEffort: 0 });
    expect(askedOf(profile('standard'), line).epsilons).toEqual(line.epsilons);
  });
});

describe('programs', () => {
  it('are given one dimension: others are left out, or refused when they were named', async () => {
    const both = await loadScenarios(['travelling-wave', 'rotating-wave']);
    expect(forPrograms(both, false).map(({ name }) => name)).toEqual(['travelling-wave']);
    expect(() => forPrograms(both, true)).toThrow(InputError);
    expect(() => forPrograms(both, true)).toThrow('programs are given one space dimension, "rotating-wave" has 2');
  });
});
