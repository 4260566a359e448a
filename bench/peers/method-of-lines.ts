/** Grid and tolerances of one run of the method of lines. */
export interface LinesSetting {
  readonly nx: number;
  readonly nz: number;
  readonly halfWidth: number;
  readonly method: 'BDF' | 'Radau';
  /** Of the central differences. */
  readonly order: number;
  readonly rtol: number;
  readonly atol: number;
}

const setting = (method: 'BDF' | 'Radau', order: number, nx: number, nz: number, rtol: number): LinesSetting => ({
  method,
  order,
  nx,
  nz,
  halfWidth: 9.6,
  rtol,
  atol: rtol / 100,
});

/** Settings from cheap to fine: the first whose error is small enough is the one that counts. */
export const METHODS_OF_LINES: readonly { readonly name: string; readonly settings: readonly LinesSetting[] }[] = [
  {
    name: 'BDF, differences of order 8',
    settings: [
      setting('BDF', 8, 20, 80, 3e-7),
      setting('BDF', 8, 24, 80, 1e-7),
      setting('BDF', 8, 24, 96, 1e-7),
      setting('BDF', 8, 32, 112, 3e-8),
    ],
  },
  {
    name: 'Radau, differences of order 8',
    settings: [setting('Radau', 8, 24, 80, 1e-6), setting('Radau', 8, 32, 112, 1e-7)],
  },
];
