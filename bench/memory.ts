/** Memory of the reference solver against a formula in the sizes of the problem. */
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Scenario } from '../src/model/scenario.ts';
import { fokkerPlanckBlocks } from '../src/schemes/fokker-planck.ts';
import { reference } from '../src/schemes/reference.ts';
import type { ReferenceResolution } from '../src/schemes/reference-resolution.ts';
import { table } from './measure.ts';
import { forgetPhi } from './peers/reference-run.ts';

/** Bytes of a double. */
const DOUBLE = 8;
/** The solution, seven more states of the five stages, and point values. */
const STATES = 9;
/** Entries of the tableau for one step size that are no φ-functions: 3 matrices for each parity. */
const TABLEAU = 3;
/** φ₀ … φ₃. */
const PHI = 4;

/** Columns of the table whose bytes are counted, and the steps of their runs. */
const SIZES: readonly (readonly [nx: number, ny: number])[] = [
  [32, 64],
  [64, 64],
  [128, 64],
  [256, 64],
  [64, 128],
  [64, 256],
  [256, 256],
];
const STEP = 1e-3;

/**
 * 8 (9 Nx Nv Ny + (6 S + 8 P + 2)(Ny/2)² + (Nv² + (3 + 4R) Nv + 1) Ny) bytes: states, S step sizes with 3 matrices for each parity, P
 * arguments of the four φ-functions (S, and the halvings of them down to where Taylor's series takes over), the operator, and
 * gain, loss and the R products that the rates are made of (1 here), and these again times ε.
 */
function formula(nx: number, nv: number, ny: number, stepSizes: number, arguments_: number): number {
  const matrix = (ny / 2) ** 2;
  return (
    DOUBLE *
    (STATES * nx * nv * ny + 2 * (TABLEAU * stepSizes + PHI * arguments_ + 1) * matrix + (nv * nv + 7 * nv + 1) * ny)
  );
}

/** @returns a subsection of the report, in Markdown */
export async function memoryTable(scenario: Scenario): Promise<string> {
  const nv = scenario.velocities.points.length;
  const halfWidth = 11;
  const rows: { nx: number; ny: number; measured: number; stated: number }[] = [];
  for (const [nx, ny] of SIZES) {
    const resolution = { nx, modes: nx / 2 - 1, ny, halfWidth, substeps: 1, longestStep: 1 };
    const stated = formula(nx, nv, ny, 1, phiArguments(ny, halfWidth));
    rows.push({ nx, ny, measured: await liveBytes(scenario, resolution), stated });
  }
  const worst = rows.reduce((most, { measured, stated }) => Math.max(most, Math.abs(measured / stated - 1)), 0);
  return [
    `### Memory against the size of the problem

Bytes of arrays that the solver holds between two steps, after a collection of garbage, against
8 (9 Nx Nv Ny + (6 S + 8 P + 2)(Ny/2)² + (Nv² + (3 + 4R) Nv + 1) Ny): nine states, S step sizes with 3 matrices for each parity,
P arguments of four φ-functions, the operator, rates that are sums of R products. Here Nv = ${nv}, S = 1 and R = 1; memory does
not grow with the number of steps. All runs of a thread share one scratch memory of the kernels besides, at most
8 Ny (Nv Nx + max(Nx, (Nv + 1) min(Nx, 32)) + Nv² + 3 Nv) + 16 Nv (min(Nx, 32) + 1) bytes for the largest of them.`,
    table(
      ['Nx × Ny', 'measured, bytes', 'formula, bytes', 'measured / formula'],
      rows.map(({ nx, ny, measured, stated }) => [
        `${nx} × ${ny}`,
        String(measured),
        String(stated),
        (measured / stated).toFixed(3),
      ]),
    ),
    `The formula holds to ${(100 * worst).toFixed(1)} %, wanted 10 %: ${worst <= 0.1 ? 'met' : 'not met'}.`,
  ].join('\n\n');
}

/** Arguments τ, τ/2, … of the φ-functions, down to where src/schemes/phi-functions.ts uses Taylor's series: the mean of both parities. */
function phiArguments(ny: number, halfWidth: number): number {
  const half = ny / 2;
  const { even, odd } = fokkerPlanckBlocks(half, halfWidth);
  // A step needs φ(τL) and φ(τL/2) at least.
  let count = 2;
  for (const block of [even, odd]) {
    const rowSums = Array.from({ length: half }, (_, i) =>
      block.subarray(i * half, (i + 1) * half).reduce((sum, entry) => sum + Math.abs(entry), 0),
    );
    for (let tau = STEP / 2; !(tau * Math.max(...rowSums) <= 0.5); tau /= 2) count += 1 / 2;
  }
  return count;
}

async function liveBytes(scenario: Scenario, resolution: ReferenceResolution): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Buffers are given back by a thread of the collector, some time after it has found them.
  const held = async (): Promise<number> => {
    for (let i = 0; i < 3; i++) {
      collect();
      await setTimeout(20);
    }
    return process.memoryUsage().arrayBuffers;
  };
  forgetPhi(scenario);
  const before = await held();
  const run = reference.solve(
    scenario,
    1,
    { ...resolution },
    Float64Array.from({ length: 6 }, (_, i) => STEP * i),
  );
  let most = 0;
  for (const _ of run) most = Math.max(most, await held());
  return most - before;
}
