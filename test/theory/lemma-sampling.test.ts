import { describe, expect, it } from 'vitest';
import { type FieldPoint, sampleLemma } from '../../src/theory/lemma-sampling.ts';
import { modelOf } from './scenarios.ts';

const A = 0.1;
const k = 2 * Math.PI;
/** u of M = A sin(kx − t): amplitude and value (theory sheet, section 2). */
const wave = (epsilon: number, v: number) => {
  const b = k * v - 1;
  const particular = (t: number, x: number) => {
    const angle = k * x - t;
    return (A * b * (Math.cos(angle) + epsilon * b * Math.sin(angle))) / (1 + (epsilon * b) ** 2);
  };
  return {
    u: (t: number, x: number) => particular(t, x) - particular(0, x - v * t) * Math.exp(-t / epsilon),
    amplitude: (t: number) => {
      const s = Math.exp(-t / epsilon);
      return ((A * Math.abs(b)) / Math.hypot(1, epsilon * b)) * Math.sqrt(1 - 2 * s * Math.cos(b * t) + s * s);
    },
  };
};
const one = () => 1;
const last = (points: readonly FieldPoint[]): FieldPoint => points[points.length - 1];

describe('the sample of the fields of Lemma 3.1', async () => {
  const model = await modelOf();
  const epsilon = 0.1;

  it('has one point for each time of the layer before T and each of T/4, T/2, T, in order, and one of the search', () => {
    const times = (at: number) =>
      sampleLemma(model, at, 'lag', one)
        .slice(0, -1)
        .map(({ time }) => Number(time.toPrecision(6)));
    expect(times(0.1)).toEqual([0.001, 0.01, 0.03, 0.1, 0.2, 0.25, 0.4, 0.5, 0.8, 1]);
    expect(times(1)).toEqual([0.01, 0.1, 0.25, 0.3, 0.5, 1]);
    expect(times(0.01)).toEqual([0.0001, 0.001, 0.003, 0.01, 0.02, 0.04, 0.08, 0.16, 0.25, 0.5, 1]);
  });

  it('has fractions of T whatever T is', async () => {
    const points = sampleLemma(await modelOf({ time: 2 }), 1, 'lag', one).slice(0, -1);
    expect(points.map(({ time }) => time)).toEqual([0.01, 0.1, 0.3, 0.5, 1, 2]);
  });

  it('finds |u| at its points, within 1 % of the largest at every time', () => {
    for (const { time, position, velocities, value } of sampleLemma(model, epsilon, 'lag', one)) {
      const of = wave(epsilon, model.velocities[velocities[0]][0]);
      expect(value).toBeCloseTo(Math.abs(of.u(time, position[0])), 11);
      const most = Math.max(...model.velocities.map(([v]) => wave(epsilon, v).amplitude(time)));
      expect(value).toBeGreaterThan(0.99 * most);
      expect(value).toBeLessThan(most + 1e-11);
    }
  });

  it('finds |D_tM − D_tN| and |u(v) − u(v′)| as well', () => {
    for (const { time, position, velocities, value } of sampleLemma(model, epsilon, 'gap', one)) {
      const [v] = model.velocities[velocities[0]];
      const gradient = A * (k * v - 1) * Math.cos(k * position[0] - time);
      expect(value).toBeCloseTo(Math.abs(gradient - wave(epsilon, v).u(time, position[0])), 11);
    }
    for (const { time, position, velocities, value } of sampleLemma(model, epsilon, 'spread', one)) {
      expect(velocities).toEqual([0, 1]);
      const [a, b] = velocities.map((iv) => wave(epsilon, model.velocities[iv][0]).u(time, position[0]));
      expect(value).toBeCloseTo(Math.abs(a - b), 11);
    }
  });

  it('climbs to the largest of all in t and x', () => {
    let most = 0;
    for (let i = 0; i <= 100_000; i++) {
      for (const [v] of model.velocities) most = Math.max(most, wave(epsilon, v).amplitude(i / 100_000));
    }
    const { value } = last(sampleLemma(model, epsilon, 'lag', one));
    expect(value / most).toBeGreaterThan(1 - 1e-6);
    expect(value / most).toBeLessThan(1 + 1e-9);
  });

  it('ends at T where the field still grows, and goes below the first time where the bound shrinks faster', () => {
    const slow = last(sampleLemma(model, 1, 'lag', (t) => 1 / (1 + t) ** 4));
    expect(slow.time).toBe(1);
    // So does |D_tM − D_tN|, which is largest at t = 0.
    const points = sampleLemma(model, epsilon, 'gap', one);
    expect(last(points).time).toBeLessThan(0.001 / 2);
    expect(last(points).value).toBeGreaterThan(points[0].value);
    const early = last(sampleLemma(model, epsilon, 'lag', (t) => t * (1 + 100 * t)));
    // The factors 2, √2, … of the search multiply to 4.
    expect(early.time).toBeCloseTo(0.001 / 4, 7);
  });

  it('compares value/bound over the velocities', () => {
    for (const favoured of [0, 1]) {
      const bound = (_: number, [iv]: readonly number[]) => (iv === favoured ? 1 : 100);
      for (const { velocities } of sampleLemma(model, epsilon, 'lag', bound)) expect(velocities).toEqual([favoured]);
    }
    // The largest of all is that of value/bound, too.
    const preferred = last(sampleLemma(model, epsilon, 'lag', (t) => (Math.abs(t - 0.25) < 0.01 ? 1 : 100)));
    expect(Math.abs(preferred.time - 0.25)).toBeLessThan(0.01);
  });

  it('does not hide a bound of 0 below the field', () => {
    const points = sampleLemma(model, epsilon, 'lag', (_, [iv]) => (iv === 1 ? 0 : 1));
    for (const { velocities } of points) expect(velocities).toEqual([1]);
  });

  it('does not hide NaN, and counts 0/0 as 0', async () => {
    const broken = sampleLemma(model, epsilon, 'lag', (_, [iv]) => (iv === 0 ? Number.NaN : 1));
    for (const { velocities } of broken) expect(velocities).toEqual([0]);
    const still = await modelOf({ signal: '0' });
    const bound = (_: number, [iv]: readonly number[]) => (iv === 0 ? 1 : 0);
    for (const { value, velocities } of sampleLemma(still, epsilon, 'lag', bound)) {
      expect(value).toBe(0);
      expect(velocities).toEqual([0]);
    }
    expect(sampleLemma(still, epsilon, 'spread', () => 0)).toHaveLength(11);
  });

  it('has every pair once, and none of a single velocity', async () => {
    const velocities = { set: 'list' as const, values: [-1, 0, 2], weights: [1, 1, 1] };
    const three = await modelOf({ velocities });
    const seen = new Set<string>();
    sampleLemma(three, epsilon, 'spread', (_, pair) => {
      seen.add(pair.join());
      return 1;
    });
    expect([...seen]).toEqual(['0,1', '0,2', '1,2']);
    const single = await modelOf({ velocities: { set: 'list', values: [1], weights: [1] } });
    expect(sampleLemma(single, epsilon, 'spread', one)).toEqual([]);
  });
});

describe('the positions of the sample', () => {
  it('stay in the box of the line, and reach its edge where the field grows outwards', async () => {
    const model = await modelOf({
      space: { dimension: 1, domain: 'line', halfWidth: 6 },
      signal: '0.3*tanh((x - 8)/4)',
      initial: { density: 'exp(-x^2)', profile: { type: 'equilibrium' } },
    });
    const points = sampleLemma(model, 1e-3, 'spread', one);
    for (const { position } of points) expect(Math.abs(position[0])).toBeLessThanOrEqual(6);
    expect(last(points).position[0]).toBe(6);
    const mirrored = await modelOf({
      space: { dimension: 1, domain: 'line', halfWidth: 6 },
      signal: '0.3*tanh((x + 8)/4)',
      initial: { density: 'exp(-x^2)', profile: { type: 'equilibrium' } },
    });
    expect(last(sampleLemma(mirrored, 1e-3, 'spread', one)).position[0]).toBe(-6);
  });

  it('fill the period of the plane in both coordinates', async () => {
    const model = await modelOf({
      space: { dimension: 2, domain: 'torus', length: 3 },
      velocities: { set: 'list', values: [[1, 0]], weights: [1] },
      signal: '0.1*sin(2*pi*x1/3)*cos(2*pi*x2/3)',
      initial: { density: '1', profile: { type: 'equilibrium' } },
    });
    const points = sampleLemma(model, 1e-3, 'lag', one);
    for (const { position } of points.slice(0, -1)) {
      expect(position).toHaveLength(2);
      for (const c of position) {
        expect(c).toBeGreaterThanOrEqual(0);
        expect(c).toBeLessThan(3);
      }
    }
    const late = points.filter(({ time }) => time === 1);
    // u tends to D_tM, of amplitude 0.2π/3; up to O(ε).
    for (const { value } of late) expect(value).toBeGreaterThan(0.93 * 0.2 * (Math.PI / 3));
    expect(last(points).value).toBeGreaterThan(0.99 * 0.2 * (Math.PI / 3));
    expect(last(points).value).toBeLessThanOrEqual(0.2 * (Math.PI / 3));
  });
});
