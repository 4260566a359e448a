import { describe, expect, it } from 'vitest';
import { complexity, shrink } from '../../src/check/falsify-shrink.ts';
import { randomSketches } from '../../src/check/random-scenario.ts';
import type { Sketch } from '../../src/check/sketch.ts';

describe('shrinking', () => {
  it('drops what plays no part and keeps what does', async () => {
    const [start] = randomSketches(5, 1).map((sketch) => ({ ...sketch, epsilon: 0.0123 }));
    const tilted = { ...start, profile: { form: 'gaussian' as const, numbers: [0.7312, 1.1] } };
    const keeps = async (candidates: readonly Sketch[]) =>
      candidates.map(({ profile }) => profile.form === 'gaussian' && profile.numbers[0] >= 0.7);
    const { sketch } = await shrink(tilted, keeps, 500);
    expect(sketch).toMatchObject({
      waves: [],
      kernel: { form: 'constant', numbers: [1] },
      velocities: { form: 'two-speed', numbers: [1] },
      profile: { form: 'gaussian', numbers: [1, 1] },
      density: { form: 'uniform' },
      time: 0.1,
      epsilon: 0.1,
    });
    expect(complexity(sketch)).toBeLessThan(complexity(tilted));
  });

  it('returns the start when nothing may change, within its budget', async () => {
    const [start] = randomSketches(5, 1);
    let asked = 0;
    const { sketch, tried } = await shrink(
      start,
      async (candidates) => {
        asked += candidates.length;
        return candidates.map(() => false);
      },
      20,
    );
    expect(sketch).toBe(start);
    expect(tried).toBe(asked);
    expect(tried).toBeLessThan(20 + 4);
  });

  const complicated: Sketch = {
    domain: 'torus',
    waves: [
      { form: 'wave-1', numbers: [0.123, 1.234, 2.345] },
      { form: 'wave-2', numbers: [-0.0456, -1.5, 3.3] },
    ],
    kernel: { form: 'exponential', numbers: [1.23, 0.456, -0.321, 0.123] },
    velocities: { form: 'three', numbers: [0.321, 1.23] },
    profile: { form: 'mixture', numbers: [-0.87, 0.76, 0.91] },
    density: { form: 'slow', numbers: [0.321, 2.34, -0.123, 12.3] },
    time: 0.0876,
    epsilon: 0.0123,
  };
  const simplest = (keeps: (sketch: Sketch) => boolean, start = complicated) =>
    shrink(start, async (candidates) => candidates.map(keeps), 1000);

  it('stops at the simplest form that keeps the ratio, with its plainest numbers', async () => {
    const { sketch } = await simplest(
      ({ waves, kernel, velocities, profile, density }) =>
        waves.some(({ form }) => form === 'wave-2') &&
        kernel.form !== 'constant' &&
        velocities.form !== 'two-speed' &&
        profile.form !== 'equilibrium' &&
        density.form !== 'uniform',
    );
    expect(sketch).toEqual({
      domain: 'torus',
      waves: [{ form: 'wave-2', numbers: [0.1, 0, 0] }],
      kernel: { form: 'sigmoid', numbers: [1, 0, 1, 0] },
      velocities: { form: 'rest', numbers: [1, 1] },
      profile: { form: 'gaussian', numbers: [0, 1] },
      density: { form: 'tilted', numbers: [0, 0, 0] },
      time: 0.1,
      epsilon: 0.1,
    });
    const onLine = {
      ...complicated,
      domain: 'line' as const,
      density: { form: 'slow' as const, numbers: [0.5, 0, 0, 1] },
    };
    expect((await simplest(() => true, onLine)).sketch.density).toEqual({ form: 'packet', numbers: [0.5, 0, 0] });
    const shifted = await simplest(({ profile: { form, numbers } }) => form !== 'equilibrium' && numbers[0] !== 0);
    expect(shifted.sketch.profile).toEqual({ form: 'gaussian', numbers: [1, 1] });
  });

  it('rounds numbers where no plain one will do, within their ranges', async () => {
    const start = { ...complicated, time: 0.1876 };
    const { sketch } = await simplest(({ time }) => time > 0.15 && time !== 0.2, start);
    expect(sketch.time).toBe(0.19);
    // Two digits of 0.149 are the end of the range, which belongs to it.
    const bump = { ...complicated, waves: [{ form: 'wave-1' as const, numbers: [0.149, 0, 0] }] };
    const kept = await simplest(({ waves }) => waves.length === 1 && waves[0].numbers[0] > 0.141, bump);
    expect(kept.sketch.waves[0].numbers[0]).toBe(0.15);
    const edge = { ...complicated, waves: [{ form: 'wave-1' as const, numbers: [0.1499, 0, 0] }] };
    const asked: number[] = [];
    await shrink(
      edge,
      async (candidates) => {
        asked.push(...candidates.flatMap(({ waves }) => (waves.length === 1 ? [waves[0].numbers[0]] : [])));
        return candidates.map(() => false);
      },
      1000,
    );
    expect(asked).toContain(0.15);
    expect(Math.max(...asked)).toBe(0.15);
    // One digit of 1.5 would be 2, which is beyond the range of a speed.
    const ends = { ...complicated, velocities: { form: 'two-speed' as const, numbers: [1.5] }, time: 0.0206 };
    await shrink(
      ends,
      async (candidates) => {
        for (const { velocities, time } of candidates) {
          if (velocities.form === 'two-speed') expect(velocities.numbers[0]).toBeLessThanOrEqual(1.5);
          expect(time).toBeGreaterThanOrEqual(0.02);
        }
        return candidates.map(() => false);
      },
      1000,
    );
  });

  it('asks for four at most, each simpler than before, and for none again that was refused', async () => {
    const asked: string[] = [];
    let largest = 0;
    const refuse = async (candidates: readonly Sketch[]) => {
      largest = Math.max(largest, candidates.length);
      for (const candidate of candidates) {
        expect(complexity(candidate)).toBeLessThan(complexity(complicated));
        asked.push(JSON.stringify(candidate));
      }
      return candidates.map(() => false);
    };
    const { sketch, tried } = await shrink(complicated, refuse, 1000);
    expect(sketch).toBe(complicated);
    expect(largest).toBe(4);
    expect(tried).toBe(asked.length);
    // Every move once: 2 waves, 9 forms, and for each number its plain values and roundings.
    expect(tried).toBeGreaterThan(40);
    const few = await shrink(complicated, refuse, 9);
    expect(few.tried).toBe(12);
    expect((await shrink(complicated, refuse, 0)).tried).toBe(0);
    expect((await shrink(complicated, refuse, 8)).tried).toBe(8);
  });
});
