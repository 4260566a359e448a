import type { Space } from './scenario.ts';

/** The interval [start, start + length) of every coordinate of x: one period of the torus, or the box of the line. */
export function boxOf(space: Space): { readonly start: number; readonly length: number } {
  return space.domain === 'torus'
    ? { start: 0, length: space.length }
    : { start: -space.halfWidth, length: 2 * space.halfWidth };
}
