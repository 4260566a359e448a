/** Grid and tolerances of one run of the method of lines. */
interface Setting {
  readonly nx: number;
  readonly nz: number;
  readonly halfWidth: number;
  readonly method: 'BDF' | 'Radau';
  /** Of the central differences. */
  readonly order: number;
  readonly rtol: number;
  readonly atol: number;
}

export interface MethodOfLines {
  readonly name: string;
  /** From cheap to fine: the first whose error is small enough is the one that counts. */
  readonly settings: readonly Setting[];
}

/** Half-width that holds the law of z to 1e-16. */
const HALF_WIDTH = 9.6;

function method(name: 'BDF' | 'Radau', order: number, grids: readonly [nx: number, nz: number, rtol: number][]) {
  const settings = grids.map(([nx, nz, rtol]) => ({
    method: name,
    order,
    nx,
    nz,
    halfWidth: HALF_WIDTH,
    rtol,
    atol: rtol / 100,
  }));
  return { name: `${name}, differences of order ${order}`, settings };
}

/** The best that was found for this problem. */
export const HIGH_ORDER: readonly MethodOfLines[] = [
  method('BDF', 8, [
    [20, 80, 3e-7],
    [24, 80, 1e-7],
    [24, 96, 1e-7],
    [32, 112, 3e-8],
  ]),
  method('Radau', 8, [
    [24, 80, 1e-6],
    [32, 112, 1e-7],
  ]),
];

/** Differences as in a textbook. */
export const LOW_ORDER: readonly MethodOfLines[] = [
  method('BDF', 4, [
    [64, 160, 1e-7],
    [80, 192, 1e-7],
  ]),
  method('BDF', 2, [[64, 192, 1e-5]]),
];
