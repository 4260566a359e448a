import { describe, expect, it } from 'vitest';
import { CumulativeIntegral } from '../../src/check/time-integral.ts';
import { timeGrid } from '../../src/schemes/time-grid.ts';

describe('timeGrid', () => {
  it.each([1, 0.1, 1e-3, 1e-6, 1e-10])(
    'ε = %d: increasing, ends at T, first interval ≤ ε/16, last ≤ hMax',
    (epsilon) => {
      const times = timeGrid(epsilon, 1, 0.04);
      expect(times[0]).toBe(0);
      expect(times[times.length - 1]).toBe(1);
      expect(times[1]).toBeLessThanOrEqual(epsilon / 16 + 1e-18);
      for (let i = 1; i < times.length; i++) {
        expect(times[i]).toBeGreaterThan(times[i - 1]);
        expect(times[i] - times[i - 1]).toBeLessThanOrEqual(0.04 * (1 + 1e-12));
      }
    },
  );

  it('grows with log(1/ε) only: at 1e-6 at most 3 times as many intervals as at 1e-1', () => {
    expect(timeGrid(1e-6, 1, 0.04).length / timeGrid(1e-1, 1, 0.04).length).toBeLessThanOrEqual(3);
  });

  it('contains the marks exactly', () => {
    const times = timeGrid(1e-3, 1, 0.04, [0.25, 1e-3, 0.7]);
    for (const mark of [0.25, 1e-3, 0.7]) expect(times).toContain(mark);
  });
});

describe('CumulativeIntegral', () => {
  it.each([0.1, 1e-3, 1e-6])(
    'integrates a layer e^{−2t/ε} and an oscillation on the graded grid, ε = %d',
    (epsilon) => {
      const times = timeGrid(epsilon, 1, 0.04);
      const integral = new CumulativeIntegral(times, 10);
      const layer = integral.of(times.map((t) => Math.exp((-2 * t) / epsilon)));
      const wave = integral.of(times.map((t) => Math.cos(4 * Math.PI * t)));
      times.forEach((t, i) => {
        expect(Math.abs(layer[i] - (epsilon / 2) * -Math.expm1((-2 * t) / epsilon))).toBeLessThan(2e-7 * epsilon);
        expect(Math.abs(wave[i] - Math.sin(4 * Math.PI * t) / (4 * Math.PI))).toBeLessThan(2e-7);
      });
    },
  );

  it('has the order that it claims', () => {
    const error = (n: number, order: number): number => {
      const times = Array.from({ length: n + 1 }, (_, i) => i / n);
      const values = new CumulativeIntegral(times, order).of(times.map((t) => Math.exp(3 * t)));
      return Math.abs(values[n] - Math.expm1(3) / 3);
    };
    expect(Math.log2(error(64, 4) / error(128, 4))).toBeGreaterThan(3.7);
    expect(Math.log2(error(64, 6) / error(128, 6))).toBeGreaterThan(5.5);
  });

  it.each([0.07, 0.1, 0.2, 0.5, 2])('knows its error, also where the layer is not over at T = %d', (end) => {
    const epsilon = 0.1;
    const times = timeGrid(epsilon, end, Math.min(0.04, end / 8));
    const samples = times.map((t) => Math.exp((-2 * t) / epsilon));
    const exact = times.map((t) => (epsilon / 2) * -Math.expm1((-2 * t) / epsilon));
    expectCovered(times, samples, exact);
  });

  it.each([1e-3, 1e-9])('knows its error where samples start like log(t + %d)', (delta) => {
    const times = timeGrid(0.01, 0.5, 0.04);
    const samples = times.map((t) => Math.log(t + delta));
    const exact = times.map((t) => (t + delta) * (Math.log(t + delta) - 1) - delta * (Math.log(delta) - 1));
    expectCovered(times, samples, exact);
  });

  it.each([
    ['graded', timeGrid(1e-4, 1, 0.04)],
    ['very unequal', Float64Array.of(0, 1e-9, 1e-3, 0.3, 0.30001, 0.7, 1)],
    ['two points', Float64Array.of(0, 2)],
  ])('amplifies noise by at most 12 on a grid that is %s', (_, times) => {
    const integral = new CumulativeIntegral(times, 10);
    const last = times.length - 1;
    const sizes = new Float64Array(last);
    for (let k = 0; k <= last; k++) {
      const values = integral.of(Float64Array.from(times, (_time, i) => (i === k ? 1 : 0)));
      for (let i = 0; i < last; i++) sizes[i] += Math.abs(values[i + 1] - values[i]);
    }
    sizes.forEach((size, i) => {
      const length = times[i + 1] - times[i];
      expect(size).toBeGreaterThanOrEqual(length * (1 - 1e-9));
      expect(size).toBeLessThanOrEqual(12 * length * (1 + 1e-9));
    });
  });

  it('knows nothing of the error of a constant but round-off, and sums it from t = 0', () => {
    for (const times of [Float64Array.of(0, 1), Float64Array.of(0, 0.5, 1), timeGrid(0.1, 1, 0.1)]) {
      const bars = new CumulativeIntegral(times, 6).error(times.map(() => 1));
      expect(bars).toHaveLength(times.length);
      expect(bars[0]).toBe(0);
      for (const bar of bars) expect(bar).toBeLessThan(1e-12);
    }
  });

  it('has an error that grows with time and does not vanish where one difference does by accident', () => {
    const times = Float64Array.from({ length: 41 }, (_, i) => i / 40);
    const bars = new CumulativeIntegral(times, 4).error(times.map((t) => Math.cos(20 * t)));
    for (let i = 1; i < bars.length; i++) expect(bars[i] - bars[i - 1]).toBeGreaterThan(1e-7);
  });

  it('does not overstate its error by more than 100 for what a polynomial follows', () => {
    const times = timeGrid(0.01, 1, 0.04);
    const integral = new CumulativeIntegral(times, 10);
    const samples = times.map((t) => Math.cos(12 * t));
    const last = times.length - 1;
    const error = Math.abs(integral.of(samples)[last] - Math.sin(12) / 12);
    expect(integral.error(samples)[last]).toBeLessThan(100 * error);
  });
});

const ROUND_OFF = 1e-15;

function expectCovered(times: Float64Array, samples: ArrayLike<number>, exact: ArrayLike<number>): void {
  const integral = new CumulativeIntegral(times, 10);
  const values = integral.of(samples);
  const bars = integral.error(samples);
  values.forEach((value, i) => {
    expect(Math.abs(value - exact[i]), `t = ${times[i]}`).toBeLessThanOrEqual(bars[i] + ROUND_OFF);
  });
}
