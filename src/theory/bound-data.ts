import { type Measured, uncertainty } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import type { Space } from '../model/scenario.ts';
import type { Constants } from './constants.ts';
import { initialFigures } from './initial-figures.ts';

/** All that the explicit right-hand sides depend on: constants of the assumptions and figures of the data at t = 0. */
export interface BoundData {
  readonly G: number;
  readonly W: number;
  readonly lambda0: number;
  readonly lambda2: number;
  readonly lambdaIn: number;
  readonly V2: number;
  /** Absent on a torus. */
  readonly X1?: number;
  readonly Y: number;
  readonly E: number;
  readonly limitV2: number;
  /** ‖p̄₀ − p̄₀^ε‖_{L¹}. */
  readonly limitDistance: number;
  readonly space: Space;
}

/** The data at the lower and at the upper ends of their enclosures and bars. */
export interface BoundDataRange {
  readonly lower: BoundData;
  readonly upper: BoundData;
}

/** Data of the bounds at one ε; every bound is an increasing function of each of these numbers. */
export function boundData(model: Model, constants: Constants, epsilon: number): BoundDataRange {
  const figures = initialFigures(model, epsilon);
  const at = (end: -1 | 1): BoundData => {
    const constant = (name: keyof Constants) => constants[name].value - (end < 0 ? constants[name].uncertainty : 0);
    const figure = ({ value, error }: Measured) => value + end * uncertainty(error);
    return {
      G: constant('G'),
      W: constant('W'),
      lambda0: constant('lambda0'),
      lambda2: constant('lambda2'),
      lambdaIn: constant('lambdaIn'),
      V2: figure(figures.V2),
      ...(figures.X1 ? { X1: figure(figures.X1) } : {}),
      Y: figure(figures.Y),
      E: figure(figures.E),
      limitV2: figure(figures.limitV2),
      limitDistance: figure(figures.limitDistance),
      space: model.scenario.space,
    };
  };
  return { lower: at(-1), upper: at(1) };
}

/**
 * The value of an increasing bound with its bar: the middle of [f(lower), f(upper)] and half its width. Then
 * bound − b is what surely holds and bound + b is what surely fails. The bar is listed under `sampling`, because it
 * comes from locating suprema and integrating initial data, not from a grid of the solver.
 */
export function boundOver(range: BoundDataRange, f: (data: BoundData) => number): Measured {
  return between(f(range.lower), f(range.upper));
}

/** Middle and half-width of [lower, upper] as a measured value. */
export function between(lower: number, upper: number): Measured {
  return { value: lower + (upper - lower) / 2, error: { sampling: Math.abs(upper - lower) / 2 } };
}
