import { describe, expect, it } from 'vitest';
import { gridPositions } from '../../src/model/position-grid.ts';
import { ProductFft } from '../../src/model/product-fft.ts';
import { waveVectors } from '../../src/model/wave-vectors.ts';

const N = 4;
/** Sums of 64 numbers of size 1. */
const ROUND_OFF = 1e-13;

describe.each([1, 2, 3])('on a grid of dimension %i', (dimension) => {
  const points = N ** dimension;
  const index = gridPositions({ start: 0, spacing: 1, count: N }, dimension);
  const input = Float64Array.from({ length: 2 * points }, (_, i) => Math.sin(1 + 3 * i) + (i % 5) / 7);
  const fft = new ProductFft(N, dimension);
  const out = new Float64Array(2 * points);
  fft.transform(out, input);

  it('the transform is its sum', () => {
    for (let k = 0; k < points; k++) {
      let [re, im] = [0, 0];
      for (let x = 0; x < points; x++) {
        let turn = 0;
        for (let j = 0; j < dimension; j++) turn += index[k * dimension + j] * index[x * dimension + j];
        const [c, s] = [Math.cos((2 * Math.PI * turn) / N), -Math.sin((2 * Math.PI * turn) / N)];
        re += input[2 * x] * c - input[2 * x + 1] * s;
        im += input[2 * x] * s + input[2 * x + 1] * c;
      }
      expect(Math.hypot(out[2 * k] - re, out[2 * k + 1] - im)).toBeLessThan(ROUND_OFF);
    }
  });

  it('the inverse gives the values back', () => {
    const back = new Float64Array(2 * points);
    fft.inverseTransform(back, out);
    back.forEach((value, i) => {
      expect(Math.abs(value - input[i])).toBeLessThan(ROUND_OFF);
    });
  });

  it('one of each pair of wave vectors is kept, and stands where the transform has it', () => {
    const modes = 1;
    const { count, plus, minus, components } = waveVectors(N, dimension, modes);
    expect(count).toBe(((2 * modes + 1) ** dimension + 1) / 2);
    expect([...components.subarray(0, dimension)]).toEqual(new Array(dimension).fill(0));
    const seen = new Set<number>();
    for (let w = 0; w < count; w++) {
      for (let j = 0; j < dimension; j++) {
        const k = components[w * dimension + j];
        expect(index[plus[w] * dimension + j]).toBe((k + N) % N);
        expect(index[minus[w] * dimension + j]).toBe((N - k) % N);
      }
      seen.add(plus[w]).add(minus[w]);
    }
    expect(seen.size).toBe((2 * modes + 1) ** dimension);
  });
});
