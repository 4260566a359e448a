import { describe, expect, it } from 'vitest';
import { fokkerPlanckBlocks } from '../../src/schemes/fokker-planck.ts';
import { PhiTable } from '../../src/schemes/phi-functions.ts';

/** φ_k(z) for z ≤ 0: by its series where |z| < 1, else by the recursion from e^z. */
function phi(k: number, z: number): number {
  if (Math.abs(z) < 1) {
    let term = 1;
    for (let m = 1; m <= k; m++) term /= m;
    let sum = 0;
    for (let m = 0; m < 30; m++) {
      sum += term;
      term *= z / (m + 1 + k);
    }
    return sum;
  }
  let value = Math.exp(z);
  let factorial = 1;
  for (let m = 1; m <= k; m++) {
    value = (value - 1 / factorial) / z;
    factorial *= m;
  }
  return value;
}

/** From steps that are short against the fastest mode to 10⁸ times the slowest. */
const LEVELS = Array.from({ length: 37 }, (_, i) => i - 10);

describe('PhiTable', () => {
  it('of a diagonal matrix has φ_k of its entries, at every rung of a ladder', () => {
    const rates = [0, -1, -1.5, -40];
    const n = rates.length;
    const generator = new Float64Array(n * n);
    rates.forEach((rate, i) => {
      generator[i * n + i] = rate;
    });
    const table = new PhiTable(generator, n, 4);
    for (const level of LEVELS) {
      const tau = 0.75 * 2 ** level;
      table.at(tau).forEach((matrix, k) => {
        rates.forEach((rate, i) => {
          const exact = phi(k, tau * rate);
          // Doubling loses a unit or two in the last place each time.
          expect(Math.abs(matrix[i * n + i] - exact)).toBeLessThanOrEqual(4e-15 * Math.max(exact, 2 ** -k));
        });
      });
    }
  });

  it('of the Fokker–Planck operator has Hermite functions as eigenvectors, for steps of any length', () => {
    const half = 48;
    const halfWidth = 11;
    const blocks = fokkerPlanckBlocks(half, halfWidth);
    // Transforms of H_n𝓜 are ξⁿe^{−ξ²/2} up to a constant: even n in the even block, odd n in the odd one.
    for (const order of [0, 1, 2, 3, 6]) {
      const table = new PhiTable(order % 2 === 0 ? blocks.even : blocks.odd, half);
      const vector = Float64Array.from({ length: half }, (_, j) => {
        const xi = (Math.PI * j) / halfWidth;
        return (j === 0 ? 0.5 : 1) * xi ** order * Math.exp((-xi * xi) / 2);
      });
      const size = Math.max(...vector);
      for (const level of LEVELS) {
        const tau = 0.9 * 2 ** level;
        table.at(tau).forEach((matrix, k) => {
          const factor = phi(k, -order * tau);
          for (let i = 0; i < half; i++) {
            let sum = 0;
            for (let j = 0; j < half; j++) sum += matrix[i * half + j] * vector[j];
            expect(Math.abs(sum - factor * vector[i])).toBeLessThanOrEqual(3e-13 * size);
          }
        });
      }
    }
  });

  it('keeps the mass exactly: the row of the mean is a unit row over k!, however long the step', () => {
    const half = 32;
    const table = new PhiTable(fokkerPlanckBlocks(half, 10).even, half);
    for (const level of LEVELS) {
      table.at(2 ** level).forEach((matrix, k) => {
        const row = Array.from(matrix.subarray(0, half));
        expect(row[0]).toBeCloseTo([1, 1, 1 / 2, 1 / 6][k], 15);
        expect(row.slice(1).every((entry) => entry === 0)).toBe(true);
      });
    }
    expect(table.at(2 ** 26)[0][0]).toBe(1);
  });

  it('does not take an oscillation for the kernel: rotations have no limit', () => {
    // e^{τL} turns by τ; after one turn and a bit it is close to itself at other times, never the same after doubling.
    const table = new PhiTable(Float64Array.of(0, -1, 1, 0), 2);
    for (const level of LEVELS.slice(0, 16)) {
      const tau = 2 ** level;
      const [e] = table.at(tau);
      expect(Math.abs(e[0] - Math.cos(tau))).toBeLessThanOrEqual(1e-14 * (1 + tau));
      expect(Math.abs(e[2] - Math.sin(tau))).toBeLessThanOrEqual(1e-14 * (1 + tau));
    }
  });
});
