import { gaussLegendre } from './quadrature.ts';
import type { Velocities } from './scenario.ts';
import { type CheckedInput, MOST_VELOCITIES } from './scenario-schema.ts';
import type { Path, Refuse } from './shape-error.ts';
import { ballRule, type PointRule, sphereRule } from './sphere-quadrature.ts';

/**
 * V as points with weights of sum 1.
 * @throws what `refuse` throws, for a set of another dimension, velocities that occur twice, or too many of them
 */
export function resolveVelocities(input: CheckedInput['velocities'], dimension: number, refuse: Refuse): Velocities {
  switch (input.set) {
    case 'two-speed':
      requireLine(input.set, dimension, refuse);
      return { set: input.set, points: [[-input.speed], [input.speed]], weights: [0.5, 0.5] };
    case 'interval': {
      requireLine(input.set, dimension, refuse);
      if (!(input.min < input.max))
        refuse(['velocities', 'max'], `must be greater than min = ${input.min}, found ${input.max}`);
      const { nodes, weights } = gaussLegendre(input.nodes);
      const middle = (input.min + input.max) / 2;
      const half = (input.max - input.min) / 2;
      // The middle node of an odd rule is 0 up to round-off.
      const points = Array.from(nodes, (node) => [middle + half * (Math.abs(node) < 1e-15 ? 0 : node)]);
      return { set: input.set, points, weights: normalised(Array.from(weights)) };
    }
    case 'list': {
      const points = input.values.map((value, i) => {
        const point = typeof value === 'number' ? [value] : value;
        if (point.length === dimension && (dimension === 1) === (typeof value === 'number')) return point;
        return refuse(
          ['velocities', 'values', i],
          dimension === 1
            ? 'must be a number, because space has one dimension'
            : `must be a list of ${dimension} numbers, because space has ${dimension} dimensions`,
        );
      });
      points.forEach((point, i) => {
        if (points.findIndex((other) => other.every((c, j) => c === point[j])) < i)
          refuse(['velocities', 'values', i], `the value ${point.join(', ')} occurs twice`);
      });
      if (input.weights.length !== points.length) {
        refuse(
          ['velocities', 'weights'],
          `must have one entry for each of the ${points.length} values, found ${input.weights.length}`,
        );
      }
      return { set: input.set, points, weights: normalised(input.weights) };
    }
    case 'sphere':
      return scaled(
        input.set,
        sphereRule(requireSpace(input.set, dimension, refuse), input.degree),
        input.speed,
        refuse,
      );
    case 'ball':
      return scaled(
        input.set,
        ballRule(requireSpace(input.set, dimension, refuse), input.degree),
        input.radius,
        refuse,
      );
  }
}

function scaled(set: 'sphere' | 'ball', rule: PointRule, factor: number, refuse: Refuse): Velocities {
  if (rule.points.length > MOST_VELOCITIES)
    refuse(
      ['velocities', 'degree'],
      `this degree needs ${rule.points.length} velocities, at most ${MOST_VELOCITIES} are allowed`,
    );
  return {
    set,
    points: rule.points.map((point) => point.map((c) => factor * c)),
    weights: normalised(rule.weights),
  };
}

const SET: Path = ['velocities', 'set'];

function requireLine(set: string, dimension: number, refuse: Refuse): void {
  if (dimension !== 1)
    refuse(SET, `${set} is for one dimension, found ${dimension}; sphere, ball and list are for more`);
}

function requireSpace(set: string, dimension: number, refuse: Refuse): 2 | 3 {
  if (dimension === 2 || dimension === 3) return dimension;
  return refuse(SET, `${set} is for dimensions 2 and 3, found 1; two-speed, interval and list are for one dimension`);
}

/** Weights divided by their sum. */
export function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
