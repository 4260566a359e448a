import { defineScheme, type Problem, type SchemeDefinition } from '../../src/library/index.ts';

/** Initial marginal `pbar[ix·nv + iv]`, of mass 1 by the rule of the grid itself. */
export function initial(problem: Problem, x: Float64Array): Float64Array {
  const { velocities, weights } = problem;
  const nv = velocities.length;
  const pbar = Float64Array.from({ length: x.length * nv }, (_, i) =>
    problem.density(x[Math.floor(i / nv)], velocities[i % nv]),
  );
  const mass = pbar.reduce((sum, value, i) => sum + (value * weights[i % nv] * problem.length) / x.length, 0);
  return pbar.map((value) => value / mass);
}

/** Upwind transport and tumbling at the rate of the local equilibrium for M = 0: first order, for rates that are constant in z. */
export function telegraph(patch: Partial<SchemeDefinition<'marginal'>> = {}): SchemeDefinition<'marginal'> {
  return defineScheme({
    name: 'telegraph',
    level: 'marginal',
    solve(problem) {
      const { velocities, weights } = problem;
      const { x, dx } = problem.cells(32);
      const nv = velocities.length;
      const rates = velocities.map((v) => velocities.map((w) => problem.rate(0, v, w)));
      const step = (pbar: Float64Array, _now: number, dt: number): Float64Array =>
        pbar.map((value, i) => {
          const [ix, iv] = [Math.floor(i / nv), i % nv];
          const v = velocities[iv];
          const upwind = (ix + (v > 0 ? x.length - 1 : 1)) % x.length;
          let change = (Math.abs(v) / dx) * (pbar[upwind * nv + iv] - value);
          weights.forEach((nu, iw) => {
            change += nu * (rates[iv][iw] * pbar[ix * nv + iw] - rates[iw][iv] * value);
          });
          return value + dt * change;
        });
      return problem.march(initial(problem, x), step, Math.min(0.02 * problem.factor, 0.9 * dx), (pbar) => ({
        x,
        pbar,
      }));
    },
    ...patch,
  });
}
