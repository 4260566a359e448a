import { describe, expect, it } from 'vitest';
import { gaussian, Philox, uniform } from '../../src/schemes/philox.ts';

describe('Philox4x32-10', () => {
  // Known answers of the Random123 distribution (kat_vectors).
  it.each([[0, [0, 0, 0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]]])(
    'gives the known answer for key %d',
    (seed, counter, answer) => {
      const random = new Philox(seed);
      random.block(counter[0], counter[1], counter[2], counter[3]);
      expect(Array.from(random.words)).toEqual(answer);
    },
  );

  it('agrees with integer arithmetic for counters and seeds of any size', () => {
    const exact = (seed: bigint, counter: readonly bigint[]): number[] => {
      const mask = 0xffffffffn;
      let [k0, k1] = [seed & mask, seed >> 32n];
      let [c0, c1, c2, c3] = counter;
      for (let round = 0; round < 10; round++) {
        const [p0, p1] = [0xd2511f53n * c0, 0xcd9e8d57n * c2];
        [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask];
        [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
      }
      return [c0, c1, c2, c3].map(Number);
    };
    // The third vector of the distribution shows that this transcription is the generator.
    const pi = [0x243f6a88n, 0x85a308d3n, 0x13198a2en, 0x03707344n];
    expect(exact(0x299f31d0a4093822n, pi)).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
    for (let i = 0; i < 500; i++) {
      const random = new Philox(i * 18_014_398_509_481);
      const counter = [i * 8_589_933, 2 ** 32 - 1 - i, i * i * 17_000, i % 2 === 0 ? 0xffffffff : i];
      random.block(counter[0], counter[1], counter[2], counter[3]);
      expect(Array.from(random.words)).toEqual(exact(BigInt(i * 18_014_398_509_481), counter.map(BigInt)));
    }
  });
});

describe('variables made from words', () => {
  it('keeps uniform variables inside (0, 1)', () => {
    expect(uniform(0)).toBeGreaterThan(0);
    expect(uniform(0xffffffff)).toBeLessThan(1);
  });

  it('gives Gaussian variables their first four moments within five deviations', () => {
    const random = new Philox(3);
    const n = 20_000;
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      random.block(i, 0, 0, 9);
      const g = gaussian(random.words[2], random.words[3]);
      for (let k = 0; k < 4; k++) sums[k] += g ** (k + 1) / n;
    }
    // Moments 0, 1, 0, 3 with variances 1, 2, 15, 96 of the powers.
    const [expected, variances] = [
      [0, 1, 0, 3],
      [1, 2, 15, 96],
    ];
    for (let k = 0; k < 4; k++) expect(Math.abs(sums[k] - expected[k])).toBeLessThan(5 * Math.sqrt(variances[k] / n));
  });
});
