import { SUM, SUMS } from '../kernels/entropy-sums.ts';
import { kernels } from '../kernels/this-thread.ts';
import type { Model } from '../model/model.ts';
import type { FullSnapshot } from '../model/snapshot.ts';
import { geometricError, type Reading } from './reading.ts';
import type { RowSpectra } from './row-spectra.ts';
import { trustedFloor } from './trusted-floor.ts';
import { valuesAndSlopes } from './values-and-slopes.ts';

export const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

/** I is asked for so many digits by the trapezoidal rule in x, else the points half way between are taken, too. */
const RELATIVE = 1e-5;

/** Rows that are transformed together, an even number: few enough to stay in the nearest cache. */
const TOGETHER = 8;

/** What `entropy` measures, and the sums of one quantity: all points, those with even x, with even y; |·|, floor. */
type Name = 'E' | 'I' | 'H';
const zero = () => ({ all: 0, evenX: 0, evenY: 0, size: 0, floor: 0 });
type Sums = ReturnType<typeof zero>;
type EntropySums = { readonly [name in Name]: Sums };

/**
 * Relative energy E = ∫q log(q/𝓜), Fisher information I = ∫|∂_y log(q/𝓜)|²q = ∫(∂_y q + y q)²/q, relative entropy
 * H = ∫q log(q/(q̄𝓜)) and I − 2H (section 4), on the refined y-grid. H is written as ∫(q log(q/(q̄𝓜)) − q + q̄𝓜), whose
 * integrand is of second order in q − q̄𝓜: no digits cancel near equilibrium. I − 2H has bars of its own, because the
 * errors of I and 2H are nearly equal where the logarithmic Sobolev inequality is. Points below the floor are left out;
 * their share enters the bar. Near the limit I is small and its integrand has more structure in x than q: where the grid
 * does not resolve it, for d = 1 a grid twice as fine is used, to which q is interpolated. In a frame of width θ the
 * Maxwellian is still the standard one, so nothing else changes.
 */
export function entropy(
  snapshot: FullSnapshot,
  spectra: RowSpectra,
  model: Model,
): { readonly [name in Name | 'logSobolevDeficit']: Reading } {
  const { cell, thinned, lines } = spectra;
  const xError = ({ all, evenX, size }: Sums): number => geometricError(all, thinned * evenX, size);
  const yError = ({ all, evenY, size }: Sums): number => geometricError(all, 2 * evenY, size);
  // Rows far out on the line are round-off as a whole: the floor is that of the whole snapshot.
  const floor = trustedFloor(snapshot, model.dimension);
  let found = entropySums(snapshot, spectra, spectra.rows, model, floor);
  // Nothing is won where q is not resolved in y; for d > 1 the lines across would have to be twice as many, too.
  if (lines === 1 && !(xError(found.I) <= Math.max(RELATIVE * found.I.size, yError(found.I)))) {
    const between = entropySums(snapshot, spectra, spectra.between(), model, floor);
    found = {
      E: onTwiceAsMany(found.E, between.E),
      I: onTwiceAsMany(found.I, between.I),
      H: onTwiceAsMany(found.H, between.H),
    };
  }
  const { E, I, H } = found;
  const reading = (sums: Sums): Reading => ({
    value: sums.all * cell,
    x: xError(sums) * cell,
    y: yError(sums) * cell,
    floor: sums.floor * cell,
  });
  const deficit: Sums = {
    all: I.all - 2 * H.all,
    evenX: I.evenX - 2 * H.evenX,
    evenY: I.evenY - 2 * H.evenY,
    size: I.size + 2 * H.size,
    floor: I.floor + 2 * H.floor,
  };
  return { E: reading(E), I: reading(I), H: reading(H), logSobolevDeficit: reading(deficit) };
}

/** The sums on the union of the grid and the points half way between, scaled as those of one grid. */
function onTwiceAsMany(grid: Sums, between: Sums): Sums {
  const mean = (name: keyof Sums): number => (grid[name] + between[name]) / 2;
  return { all: mean('all'), evenX: grid.all / 2, evenY: mean('evenY'), size: mean('size'), floor: mean('floor') };
}

/** @param rows half-spectra in y, in the layout of `RowSpectra.rows` */
function entropySums(
  snapshot: FullSnapshot,
  spectra: RowSpectra,
  rows: Float64Array,
  model: Model,
  floor: number,
): EntropySums {
  const { nx, nv, ny, fine, fineSpacing } = spectra;
  const E = zero();
  const I = zero();
  const H = zero();
  const period = (2 * Math.PI) / spectra.base;
  // Behind what `valuesAndSlopes` uses: (y, 𝓜, −log 𝓜) at the nodes, masses and their logarithms, and the sums of each row.
  const nodes = 4 * fine * TOGETHER;
  const masses = nodes + 3 * fine;
  const out = masses + 2 * TOGETHER;
  const memory = kernels().scratch(out + SUMS * TOGETHER);
  for (let i = 0; i < fine; i++) {
    const y = snapshot.y.start + i * fineSpacing;
    const surprise = 0.5 * y * y + HALF_LOG_2PI;
    memory[nodes + 3 * i] = y;
    memory[nodes + 3 * i + 1] = Math.exp(-surprise);
    memory[nodes + 3 * i + 2] = surprise;
  }
  for (let first = 0; first < nx * nv; first += TOGETHER) {
    const lanes = Math.min(TOGETHER, nx * nv - first);
    const { values, slopes, free: logs } = valuesAndSlopes(spectra, rows, first, lanes);
    kernels().logarithms(values, fine * lanes, logs);
    for (let lane = 0; lane < lanes; lane++) {
      const mass = Math.max(0, rows[(first + lane) * ny] * period);
      memory[masses + lane] = mass;
      memory[masses + lanes + lane] = mass > 0 ? Math.log(mass) : 0;
    }
    kernels().entropySums({ values, slopes, logs, n: fine, lanes, nodes, rows: masses, floor, out });
    for (let lane = 0; lane < lanes; lane++) {
      const row = first + lane;
      const weight = model.weights[row % nv];
      const evenX = spectra.evenX[Math.floor(row / nv)];
      const sum = (place: number): number => weight * memory[out + place * lanes + lane];
      add(E, evenX, sum(SUM.eEven), sum(SUM.eOdd), sum(SUM.eSize), sum(SUM.eFloor));
      const [fisherEven, fisherOdd] = [sum(SUM.fisherEven), sum(SUM.fisherOdd)];
      add(I, evenX, fisherEven, fisherOdd, fisherEven + fisherOdd, sum(SUM.fisherFloor));
      if (memory[masses + lane] > 0) add(H, evenX, sum(SUM.hEven), sum(SUM.hOdd), sum(SUM.hSize), sum(SUM.hFloor));
      // A row whose mass is round-off has no local equilibrium; what it holds enters the bar.
      else H.floor += sum(SUM.eSize);
    }
  }
  return { E, I, H };
}

/** Adds what one row contributes: the sums over its nodes with even y and over the others, of |·|, and below the floor. */
function add(sums: Sums, evenX: number, even: number, odd: number, size: number, floor: number): void {
  sums.all += even + odd;
  sums.evenX += evenX * (even + odd);
  sums.evenY += even;
  sums.size += size;
  sums.floor += floor;
}
