import { DENSITIES, KERNELS, type Knob, PROFILES_OF_Y, VELOCITIES } from './scenario-forms.ts';
import { knobsOf, numbersOf, rankOf, type Sketch, withNumbers } from './sketch.ts';

/** A simplification: the simpler sketch, or undefined where it does not apply. */
type Move = (sketch: Sketch) => Sketch | undefined;

/** Candidates that are tried at once; the first that keeps the ratio is taken, so the number of threads plays no part. */
const BATCH = 4;

/**
 * Makes a sketch simpler as long as `keeps` agrees: drops waves, replaces forms by plainer ones, numbers by plain values,
 * and rounds the rest. Coarse moves come first. Ends when no move is accepted any more or `budget` sketches were tried.
 */
export async function shrink(
  start: Sketch,
  keeps: (candidates: readonly Sketch[]) => Promise<readonly boolean[]>,
  budget: number,
): Promise<{ readonly sketch: Sketch; readonly tried: number }> {
  let sketch = start;
  let tried = 0;
  const refused = new Set<string>();
  for (let changed = true; changed && tried < budget; ) {
    changed = false;
    const moves = movesOf(sketch);
    for (let next = 0; next < moves.length && tried < budget; ) {
      const batch: { readonly candidate: Sketch; readonly move: number }[] = [];
      for (; next < moves.length && batch.length < BATCH; next++) {
        const candidate = moves[next](sketch);
        if (candidate === undefined || !(complexity(candidate) < complexity(sketch))) continue;
        if (!refused.has(JSON.stringify(candidate))) batch.push({ candidate, move: next });
      }
      if (batch.length === 0) break;
      const answers = await keeps(batch.map(({ candidate }) => candidate));
      tried += batch.length;
      const taken = answers.indexOf(true);
      for (const { candidate } of taken < 0 ? batch : batch.slice(0, taken)) refused.add(JSON.stringify(candidate));
      if (taken < 0) continue;
      // The moves count waves and numbers: after a change of form they are those of another sketch.
      const reshaped = rankOf(batch[taken].candidate) !== rankOf(sketch);
      sketch = batch[taken].candidate;
      changed = true;
      if (reshaped) break;
      next = batch[taken].move + 1;
    }
  }
  return { sketch, tried };
}

/** How complicated a sketch is: its forms first, then the digits of its numbers. */
export function complexity(sketch: Sketch): number {
  const numbers = numbersOf(sketch);
  const digits = knobsOf(sketch).reduce((sum, knob, i) => sum + numberCost(numbers[i], knob), 0);
  return 1000 * rankOf(sketch) + digits;
}

/** Plain values cost less than rounded ones, and these by their digits. */
function numberCost(value: number, { simple }: Knob): number {
  const place = simple.indexOf(value);
  if (place >= 0) return place / (simple.length + 1);
  return 1 + String(Math.abs(value)).replace(/e.*/, '').replace('.', '').replace(/^0+/, '').length;
}

function movesOf(sketch: Sketch): readonly Move[] {
  const count = knobsOf(sketch).length;
  const each = (change: (value: number, knob: Knob) => number | undefined): Move[] =>
    Array.from({ length: count }, (_, i) => (current) => {
      const numbers = numbersOf(current);
      const value = change(numbers[i], knobsOf(current)[i]);
      return value === undefined ? undefined : withNumbers(current, numbers.with(i, value));
    });
  return [
    ...sketch.waves.map(
      (_, i): Move =>
        (current) => ({ ...current, waves: current.waves.filter((_wave, j) => j !== i) }),
    ),
    (current) => ({ ...current, kernel: { form: 'constant', numbers: plain(KERNELS.constant.knobs) } }),
    (current) => ({ ...current, kernel: { form: 'sigmoid', numbers: plain(KERNELS.sigmoid.knobs) } }),
    (current) => ({ ...current, velocities: { form: 'two-speed', numbers: plain(VELOCITIES['two-speed'].knobs) } }),
    (current) => ({ ...current, velocities: { form: 'rest', numbers: plain(VELOCITIES.rest.knobs) } }),
    (current) => ({ ...current, profile: { form: 'equilibrium', numbers: [] } }),
    (current) => ({ ...current, profile: { form: 'gaussian', numbers: [1, 1] } }),
    (current) =>
      current.domain === 'torus'
        ? { ...current, density: { form: 'uniform', numbers: [] } }
        : { ...current, density: { form: 'packet', numbers: plain(DENSITIES.packet.knobs) } },
    (current) => ({ ...current, density: { form: 'tilted', numbers: plain(DENSITIES.tilted.knobs) } }),
    (current) => ({ ...current, profile: { form: 'gaussian', numbers: plain(PROFILES_OF_Y.gaussian.knobs) } }),
    ...[0, 1, 2].flatMap((place) => each((_value, { simple }) => simple[place])),
    ...[1, 2, 3].flatMap((digits) =>
      each((value, { min, max }) => {
        const rounded = Number(value.toPrecision(digits));
        return rounded >= min && rounded <= max ? rounded : undefined;
      }),
    ),
  ];
}

const plain = (knobs: readonly Knob[]): readonly number[] => knobs.map(({ simple }) => simple[0]);
