import { compile } from '../../model/compile-expression.ts';
import type { Model } from '../../model/model.ts';
import type { Formula } from '../../model/scenario.ts';
import type { UniformAxis } from '../../model/snapshot.ts';
import { boxOf } from '../../model/space-box.ts';
import { reference } from '../reference.ts';
import { steepness } from '../steepness.ts';
import type { ExternalLevel } from './description.ts';

/** Factors on the steps of a program, by source of error; 1 is its own resolution. */
export interface ExternalResolution {
  readonly [parameter: string]: number;
  readonly time: number;
  readonly x: number;
  readonly y: number;
}

/** A function that is `value`/`mass`. */
interface Normalised {
  readonly value: string;
  readonly mass: number;
}

/** The content of case.json (docs/case.schema.json). */
export interface CaseFile {
  readonly schema: 'lemmata/case/1';
  readonly name: string;
  readonly epsilon: number;
  readonly times: readonly number[];
  readonly resolution: ExternalResolution & { readonly factor: number };
  readonly space: { readonly domain: 'torus' | 'line'; readonly start: number; readonly length: number };
  readonly velocities: { readonly values: readonly number[]; readonly weights: readonly number[] };
  readonly signal: { readonly value: string; readonly dt: string; readonly dx: string };
  readonly kernel: { readonly rate: string };
  readonly initial: {
    readonly density: Normalised;
    readonly limitDensity: Normalised;
    readonly profile:
      | {
          readonly components: readonly {
            readonly weight: number;
            readonly mean: number;
            readonly deviation: number;
          }[];
        }
      | Normalised;
  };
  readonly suggested: {
    readonly dt: number;
    readonly x: UniformAxis;
    readonly y: UniformAxis;
    readonly z: UniformAxis;
    readonly m: UniformAxis;
  };
  readonly level: ExternalLevel | null;
  readonly tables: string | null;
}

/** Name of the folder of tables in a case directory. */
export const TABLES = 'tables';

/** Suggested resolution at the factor 1: declared heuristics, good for errors of a per cent at first order. */
const DT = 0.01;
const NX = 64;
const SPACING = 0.25;
/** Parts of the signal's oscillation in time and space at which its range is sampled. */
const SAMPLES = 64;

/** What a program needs to solve one case; d = 1. */
export function caseFile(
  model: Model,
  epsilon: number,
  times: Float64Array,
  resolution: ExternalResolution,
  options: { readonly level?: ExternalLevel | undefined; readonly tables: boolean },
): CaseFile {
  const { scenario } = model;
  const { signal, kernel, initial } = scenario;
  return {
    schema: 'lemmata/case/1',
    name: `${scenario.name}, epsilon ${epsilon}`,
    epsilon,
    times: Array.from(times),
    resolution: { ...resolution, factor: Math.max(resolution.time, resolution.x, resolution.y) },
    space: { domain: scenario.space.domain, ...boxOf(model.scenario.space) },
    velocities: { values: model.velocities.map(([v]) => v), weights: model.weights },
    signal: { value: signal.value.text, dt: signal.dt.text, dx: signal.dx[0].text },
    kernel: { rate: kernel.rate.text },
    initial: {
      density: normalised(
        initial.density,
        ['x', 'v', 'epsilon'],
        model,
        (x, iv, out) => model.density(epsilon, x, iv, out),
        epsilon,
      ),
      limitDensity: normalised(initial.limitDensity, ['x', 'v', 'epsilon'], model, model.limitDensity, 0),
      profile: profileOf(model, epsilon),
    },
    suggested: suggestion(model, epsilon, resolution),
    level: options.level ?? null,
    tables: options.tables ? TABLES : null,
  };
}

/** The mass of a density: its formula over the normalised one, where that is largest. */
function normalised(
  formula: Formula,
  variables: readonly string[],
  model: Model,
  density: (x: Float64Array, iv: number, out: Float64Array) => void,
  epsilon: number,
): Normalised {
  const { start, length } = boxOf(model.scenario.space);
  const x = Float64Array.from({ length: SAMPLES }, (_, i) => start + (length * i) / SAMPLES);
  const out = new Float64Array(SAMPLES);
  const written = compile(formula.expr, variables);
  let largest = 0;
  let mass = 1;
  model.velocities.forEach(([v], iv) => {
    density(x, iv, out);
    out.forEach((value, i) => {
      if (!(value > largest)) return;
      largest = value;
      mass = written.at(x[i], v, epsilon) / value;
    });
  });
  return { value: formula.text, mass };
}

function profileOf(model: Model, epsilon: number): CaseFile['initial']['profile'] {
  const { profile } = model.scenario.initial;
  if (profile.type === 'mixture') {
    const at = (formula: Formula): number => compile(formula.expr, ['epsilon']).at(epsilon);
    return {
      components: profile.components.map(({ weight, mean, deviation }) => ({
        weight,
        mean: at(mean),
        deviation: at(deviation),
      })),
    };
  }
  const y = Float64Array.of(model.profileFacts(epsilon).mean);
  const out = new Float64Array(1);
  model.profile(epsilon, y, out);
  return { value: profile.value.text, mass: compile(profile.value.expr, ['y', 'epsilon']).at(y[0], epsilon) / out[0] };
}

/** A grid of cells: `start` is the centre of the first. */
function cells(from: number, to: number, spacing: number): UniformAxis {
  const count = Math.max(2, Math.ceil((to - from) / spacing));
  const width = (to - from) / count;
  return { start: from + width / 2, spacing: width, count };
}

function suggestion(model: Model, epsilon: number, resolution: ExternalResolution): CaseFile['suggested'] {
  const { start, length } = boxOf(model.scenario.space);
  const { halfWidth } = reference.resolution(model.scenario, epsilon) as unknown as { readonly halfWidth: number };
  const steep = steepness(model);
  const [least, largest] = rangeOfSignal(model);
  const inY = SPACING * resolution.y;
  const fastest = Math.max(...model.velocities.map(([v]) => Math.abs(v)), 1e-9);
  return {
    dt: Math.min(DT, length / NX / fastest) * resolution.time,
    x: cells(start, start + length, (length / NX) * resolution.x),
    y: cells(-halfWidth, halfWidth, inY),
    z: cells(-halfWidth - steep, halfWidth + steep, inY),
    m: cells(least - epsilon * halfWidth, largest + epsilon * halfWidth, epsilon * inY),
  };
}

function rangeOfSignal(model: Model): readonly [number, number] {
  const { start, length } = boxOf(model.scenario.space);
  const x = Float64Array.from({ length: SAMPLES + 1 }, (_, i) => start + (length * i) / SAMPLES);
  const out = new Float64Array(x.length);
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k <= SAMPLES; k++) {
    model.signal((model.scenario.time * k) / SAMPLES, x, out);
    least = Math.min(least, ...out);
    largest = Math.max(largest, ...out);
  }
  return [least, largest];
}
