import type { Inclusion, Interval } from './interval.ts';

export interface MaximiseOptions {
  /** Stop when upper − lower ≤ tolerance·max(1, |lower|); default 1e-9. */
  readonly tolerance?: number;
  /** Largest number of boxes looked at; default 20 000. */
  readonly maxBoxes?: number;
}

/** lower ≤ sup ≤ upper: `lower` is the value at `argmax`, `upper` is guaranteed by the inclusion (∞ if undecided). */
export interface Maximum {
  readonly lower: number;
  readonly upper: number;
  readonly argmax: readonly number[];
  readonly boxes: number;
}

interface Candidate {
  readonly box: readonly Interval[];
  readonly upper: number;
  readonly depth: number;
}

/**
 * Supremum of a function over a box by branch and bound: the box with the largest upper bound is halved until the
 * bound meets the best value found. `value` is the function at a point (NaN is ignored). Sides may be infinite.
 */
export function maximise(
  inclusion: Inclusion,
  value: (p: readonly number[]) => number,
  box: readonly Interval[],
  { tolerance = 1e-9, maxBoxes = 20_000 }: MaximiseOptions = {},
): Maximum {
  let lower = Number.NEGATIVE_INFINITY;
  let argmax: readonly number[] = box.map(middle);
  let boxes = 0;
  const heap: Candidate[] = [];

  const consider = (p: readonly number[]): boolean => {
    const candidate = value(p);
    if (!(candidate > lower)) return false;
    lower = candidate;
    argmax = p;
    return true;
  };
  const visit = (part: readonly Interval[], depth: number): void => {
    boxes++;
    const { upper } = inclusion(part);
    if (!(upper > lower)) return;
    if (consider(part.map(middle))) climb(part, box, () => argmax, consider);
    push(heap, { box: part, upper, depth });
  };

  visit(box, 0);
  let settled = Number.NEGATIVE_INFINITY;
  while (heap.length > 0) {
    const top = heap[0];
    // Nothing that is left can lower the bound any more.
    if (settled >= top.upper) break;
    if (top.upper - lower <= tolerance * Math.max(1, Math.abs(lower)) || boxes >= maxBoxes) break;
    pop(heap);
    const halves = halve(top.box, box);
    // A box of neighbouring doubles cannot be halved: its bound stands.
    if (halves) for (const half of halves) visit(half, top.depth + 1);
    else settled = Math.max(settled, top.upper);
  }
  return { lower, upper: Math.max(lower, settled, heap[0]?.upper ?? lower), argmax, boxes };
}

/** Middle of an interval; of an unbounded one, a point at twice the distance of its end. */
function middle({ lower, upper }: Interval): number {
  if (lower === Number.NEGATIVE_INFINITY) return upper === Number.POSITIVE_INFINITY ? 0 : Math.min(-1, 2 * upper);
  if (upper === Number.POSITIVE_INFINITY) return Math.max(1, 2 * lower);
  return lower + (upper - lower) / 2;
}

/** Halves the side that is longest relative to the whole box; unbounded sides come first. */
function halve(part: readonly Interval[], whole: readonly Interval[]): readonly (readonly Interval[])[] | undefined {
  let side = -1;
  let longest = 0;
  part.forEach(({ lower, upper }, i) => {
    const width = upper - lower;
    const full = whole[i].upper - whole[i].lower;
    const share = width === Number.POSITIVE_INFINITY ? width : width / (Number.isFinite(full) ? full : 2);
    const cut = middle(part[i]);
    if (share > longest && cut > lower && cut < upper) {
      longest = share;
      side = i;
    }
  });
  if (side < 0) return undefined;
  const cut = middle(part[side]);
  const replace = (piece: Interval): Interval[] => part.map((one, i) => (i === side ? piece : one));
  return [replace({ lower: part[side].lower, upper: cut }), replace({ lower: cut, upper: part[side].upper })];
}

/** A search that creeps along a ridge or follows an unbounded function ends here; 20 rounds alone reach round-off. */
const MOST_ROUNDS = 100;

/** Compass search from the best point, with steps from half the box down to round-off; raises the lower bound early. */
function climb(
  part: readonly Interval[],
  whole: readonly Interval[],
  best: () => readonly number[],
  consider: (p: readonly number[]) => boolean,
): void {
  const steps = part.map(({ lower, upper }) => (Number.isFinite(upper - lower) ? (upper - lower) / 2 : 1));
  let scale = 1;
  for (let round = 0; round < MOST_ROUNDS && scale > 1e-12; round++) {
    let improved = false;
    steps.forEach((step, i) => {
      for (const direction of [-1, 1]) {
        const p = [...best()];
        p[i] = Math.min(whole[i].upper, Math.max(whole[i].lower, p[i] + direction * step * scale));
        improved = consider(p) || improved;
      }
    });
    if (!improved) scale /= 4;
  }
}

/** Larger bound first; between equal bounds the smaller box, which reaches a point sooner. */
const before = (a: Candidate, b: Candidate): boolean => a.upper > b.upper || (a.upper === b.upper && a.depth > b.depth);

function push(heap: Candidate[], item: Candidate): void {
  let i = heap.push(item) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(item, heap[parent])) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = item;
}

function pop(heap: Candidate[]): void {
  const item = heap.pop();
  if (!item || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], item)) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = item;
}
