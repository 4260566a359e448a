import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomSketches } from '../../src/check/random-scenario.ts';
import { type Sketch, scenarioInput } from '../../src/check/sketch.ts';
import { createModel } from '../../src/model/create-model.ts';
import { defineScenario } from '../../src/model/load-scenario.ts';
import type { Model } from '../../src/model/model.ts';
import type { ScenarioInput } from '../../src/model/scenario-schema.ts';
import { boxOf } from '../../src/model/space-box.ts';
import { LatticeRelaxation } from '../../src/schemes/lattice-relaxation.ts';
import { type LatticeGrid, LatticeStepper } from '../../src/schemes/lattice-step.ts';
import { cutInto, layeredSteps } from '../../src/schemes/layered-steps.ts';
import { poissonWeights } from '../../src/schemes/uniformisation.ts';

/** Sums of 10⁴ terms of size 1 in double precision, and a hundred steps. */
const ROUND_OFF = 1e-12;

interface Substep {
  readonly what: 'start' | 'relaxation' | 'transport' | 'tumbling';
  readonly values: Float64Array;
}

/** A run that keeps its values after every substep that it makes. */
class WatchedStepper extends LatticeStepper {
  readonly seen: Substep[] = [];

  see(what: Substep['what']): void {
    this.seen.push({ what, values: this.values.slice() });
  }

  override relax(h: number): void {
    super.relax(h);
    this.see('relaxation');
  }

  override transport(): void {
    super.transport();
    this.see('transport');
  }

  override tumble(t: number, h: number): void {
    super.tumble(t, h);
    this.see('tumbling');
  }
}

describe('what every step keeps', () => {
  const NY = 48;
  const BLOCKS = 3;
  const RUNS = 15;
  // The whole of what `falsify` draws from, with velocities that the scheme supports.
  const sketches = [...randomSketches(1, 60), ...randomSketches(1, 30, 'line')];
  const velocities = fc.constantFrom<ScenarioInput['velocities']>(
    { set: 'two-speed', speed: 0.7 },
    { set: 'list', values: [-1, 0, 1], weights: [1, 2, 1] },
    { set: 'list', values: [-1, 1.5], weights: [2, 1] },
    { set: 'list', values: [-1, 0.25, 1.5], weights: [1, 2, 1] },
  );

  /** Substeps of a run from the data of the model, or from a mixture of them with bumps. */
  function substeps(model: Model, epsilon: number, grid: LatticeGrid, mix: number): WatchedStepper {
    const run = new WatchedStepper(model, epsilon, grid);
    run.values.forEach((value, i) => {
      run.values[i] = (1 - mix) * value + mix * ((i * 7919) % 101 === 0 ? 1 : 0);
    });
    run.see('start');
    for (let n = 0; n < BLOCKS; n++) run.advance(n);
    return run;
  }

  /** Σ q log(q/𝓜) of one row, whose mass stays, and the size of its terms. */
  function entropy(row: Float64Array, equilibrium: Float64Array): { readonly value: number; readonly size: number } {
    let [value, size] = [0, 0];
    row.forEach((q, j) => {
      const term = q > 0 ? q * Math.log(q / equilibrium[j]) : 0;
      value += term;
      size += Math.abs(term) + q;
    });
    return { value, size };
  }

  /** Where one substep breaks what it must keep. */
  function broken(
    model: Model,
    from: Substep,
    to: Substep,
    others: readonly [Substep, Substep],
    m: Float64Array,
  ): string[] {
    const nv = model.weights.length;
    const sum = (values: Float64Array, f: (value: number, i: number) => number): number =>
      values.reduce((all, value, i) => all + model.weights[Math.floor(i / NY) % nv] * f(value, i), 0);
    const mass = ({ values }: Substep): number => sum(values, (value) => value);
    const apart = (a: Substep, b: Substep): number => sum(a.values, (value, i) => Math.abs(value - b.values[i]));
    const faults: string[] = [];
    const [old, now] = [mass(from), mass(to)];
    if (!(Math.abs(now - old) <= ROUND_OFF * old)) faults.push(`mass ${old} → ${now}`);
    if (!to.values.every((value) => value >= 0)) faults.push('sign');
    const [before, after] = [apart(from, others[0]), apart(to, others[1])];
    if (!(after <= before + ROUND_OFF * old)) faults.push(`‖q₁ − q₂‖ ${before} → ${after}`);
    for (let at = 0; to.what === 'relaxation' && at < to.values.length; at += NY) {
      const [hot, cold] = [from, to].map(({ values }) => entropy(values.subarray(at, at + NY), m));
      if (!(cold.value <= hot.value + ROUND_OFF * hot.size)) faults.push(`entropy ${hot.value} → ${cold.value}`);
    }
    return faults;
  }

  it('mass, positivity, L¹ contraction and, row by row while y relaxes, decay of relative entropy', async () => {
    const counts = { start: 0, relaxation: 0, transport: 0, tumbling: 0 };
    const property = async (
      sketch: Sketch,
      v: ScenarioInput['velocities'],
      mix: number,
      parts: number,
    ): Promise<void> => {
      const scenario = await defineScenario({ ...scenarioInput(sketch), velocities: v });
      const model = createModel(scenario);
      const { start, length } = boxOf(scenario.space);
      const grid = {
        x: { start, spacing: length / 16, count: 16 },
        y: { start: -9, spacing: 18 / NY, count: NY },
        parts,
      };
      const one = substeps(model, sketch.epsilon, grid, 0);
      const other = substeps(model, sketch.epsilon, grid, mix);
      for (let k = 1; k < one.seen.length; k++) {
        counts[one.seen[k].what]++;
        const others = [other.seen[k - 1], other.seen[k]] as const;
        const where = `substep ${k}, ${one.seen[k].what}`;
        expect(broken(model, one.seen[k - 1], one.seen[k], others, one.equilibrium), where).toEqual([]);
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sketches),
        velocities,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1, 2),
        property,
      ),
      { seed: 1, numRuns: RUNS },
    );
    // One of each for every Δt at least, and the initial layer.
    expect(Math.min(counts.relaxation, counts.tumbling)).toBeGreaterThan(2 * RUNS * BLOCKS);
    expect(counts.transport).toBeGreaterThanOrEqual(RUNS * (BLOCKS - 1));
  });

  it('leaves the discrete Maxwellian where it is, and reaches it', () => {
    for (const unit of [1e-3, 0.3, 7, 1e4]) {
      const relaxation = new LatticeRelaxation({ start: -9, spacing: 0.25, count: 72 }, unit);
      const rest = relaxation.equilibrium.slice();
      for (const s of [unit, unit / 3]) relaxation.apply(rest, s);
      rest.forEach((value, j) => {
        expect(Math.abs(value / relaxation.equilibrium[j] - 1)).toBeLessThan(ROUND_OFF);
      });
      const row = new Float64Array(72);
      row[50] = 1;
      relaxation.apply(row, 39);
      // Up to e^{−39} times the largest ratio to the Maxwellian.
      row.forEach((value, j) => {
        expect(Math.abs(value - relaxation.equilibrium[j])).toBeLessThan(1e-11);
      });
    }
  });
});

describe('layered steps', () => {
  it('add up, resolve ε where they should, and halve when there are twice as many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.boolean(),
        (length, epsilon, both) => {
          const [coarse, fine] = [layeredSteps(length, epsilon, 1, both), layeredSteps(length, epsilon, 2, both)];
          expect(Math.abs(coarse.reduce((sum, h) => sum + h, 0) / length - 1)).toBeLessThan(ROUND_OFF);
          expect(coarse[coarse.length - 1]).toBeLessThanOrEqual(epsilon / 2);
          if (both) expect(coarse[0]).toBeLessThanOrEqual(epsilon / 2);
          expect(fine).toEqual(coarse.flatMap((h) => [h / 2, h / 2]));
        },
      ),
      { seed: 1 },
    );
  });

  it('are cut into cells of one length', () => {
    expect(cutInto(1, [1, 2])).toEqual([[1, 2]]);
    expect(cutInto(2, [1, 2, 2, 1])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(cutInto(3, [2, 7])).toEqual([[2, 1], [3], [3]]);
    for (const [length, epsilon] of [
      [0.1, 1e-5],
      [1 / 3, 0.01],
      [0.7, 1],
    ]) {
      const cells = cutInto(4, layeredSteps(length, epsilon, 4, true));
      for (const steps of cells) {
        expect(Math.abs(steps.reduce((sum, h) => sum + h, 0) / (length / 4) - 1)).toBeLessThan(ROUND_OFF);
        // No sliver of round-off: 3⁻²⁰ is beyond the smallest piece.
        for (const h of steps) expect(h).toBeGreaterThan(length * 3 ** -20);
      }
    }
  });
});

it('has Poisson weights of sum 1', () => {
  for (const mu of [0, 1e-9, 0.3, 6, 24, 300]) {
    const weights = poissonWeights(mu);
    expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(ROUND_OFF);
    // The mean of the law is μ.
    const mean = weights.reduce((sum, weight, n) => sum + n * weight, 0);
    expect(Math.abs(mean - mu) <= ROUND_OFF * (1 + mu)).toBe(true);
  }
});
