import type { Kernels } from '../../src/kernels/kernels.ts';

/** Values of both signs over six powers of ten, by a linear congruence from the seed. */
export function fill(length: number, seed: number): Float64Array {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float64Array.from({ length }, () => (next() - 0.5) * 10 ** (6 * (next() - 0.7)));
}

/** What `length` numbers from the beginning of the scratch memory are after some work. */
export function outcome(by: Kernels, input: Float64Array, length: number, work: (by: Kernels) => void): Float64Array {
  by.scratch(3 * input.length).set(input);
  work(by);
  return by.scratch(length).slice(0, length);
}
