import { compile } from './compile-expression.ts';
import type { Expr } from './expression.ts';
import { positionNames } from './variable-names.ts';

/** amplitude · sin(k·x − ω t + phase), k ∈ ℝ^d. */
export interface PlaneWave {
  readonly amplitude: number;
  readonly k: readonly number[];
  readonly omega: number;
  readonly phase: number;
}

/** Products and powers multiply the number of waves; beyond this a quadrature is cheaper. */
const MOST_WAVES = 16;

/**
 * The waves of a signal M(t, x) that is a sum of plane waves as written: sums, products and small powers of constants and of
 * sin and cos of affine functions. A constant part is a wave with k = 0, ω = 0. Undefined for any other expression.
 */
export function planeWaves(expr: Expr, dimension: number): readonly PlaneWave[] | undefined {
  const waves = expand(expr, positionNames(dimension));
  return waves && waves.length <= MOST_WAVES ? waves : undefined;
}

function expand(expr: Expr, names: readonly string[]): PlaneWave[] | undefined {
  const constant = constantOf(expr);
  if (constant !== undefined)
    return constant === 0 ? [] : [{ amplitude: constant, k: names.map(() => 0), omega: 0, phase: Math.PI / 2 }];
  switch (expr.kind) {
    case 'negate':
      return scaled(expand(expr.argument, names), -1);
    case 'call': {
      if (expr.name !== 'sin' && expr.name !== 'cos') return undefined;
      const angle = affine(expr.args[0], names);
      if (!angle) return undefined;
      const phase = angle.at + (expr.name === 'cos' ? Math.PI / 2 : 0);
      return [{ amplitude: 1, k: angle.x, omega: -angle.t, phase }];
    }
    case 'binary':
      return expandBinary(expr, names);
    default:
      return undefined;
  }
}

function expandBinary(
  { op, left, right }: Expr & { kind: 'binary' },
  names: readonly string[],
): PlaneWave[] | undefined {
  if (op === '/') {
    const divisor = constantOf(right);
    return divisor === undefined ? undefined : scaled(expand(left, names), 1 / divisor);
  }
  if (op === '^') {
    const power = constantOf(right);
    if (power === undefined || !Number.isInteger(power) || power < 1 || power > 4) return undefined;
    let result = expand(left, names);
    const factor = result;
    for (let i = 1; i < power; i++) result = product(result, factor);
    return result;
  }
  const [f, g] = [expand(left, names), expand(right, names)];
  if (op === '*') return product(f, g);
  const other = op === '-' ? scaled(g, -1) : g;
  return f && other && [...f, ...other];
}

const scaled = (waves: readonly PlaneWave[] | undefined, factor: number): PlaneWave[] | undefined =>
  waves?.map((wave) => ({ ...wave, amplitude: factor * wave.amplitude }));

/** sin a sin b = ½ cos(a − b) − ½ cos(a + b); a constant factor only scales. */
function product(f: readonly PlaneWave[] | undefined, g: readonly PlaneWave[] | undefined): PlaneWave[] | undefined {
  if (!f || !g || f.length * g.length > MOST_WAVES) return undefined;
  return f.flatMap((one) =>
    g.flatMap((other) => {
      if (isConstant(one)) return [{ ...other, amplitude: one.amplitude * Math.sin(one.phase) * other.amplitude }];
      if (isConstant(other)) return [{ ...one, amplitude: one.amplitude * other.amplitude * Math.sin(other.phase) }];
      const half = (one.amplitude * other.amplitude) / 2;
      const wave = (sign: number): PlaneWave => ({
        amplitude: -sign * half,
        k: one.k.map((c, j) => c + sign * other.k[j]),
        omega: one.omega + sign * other.omega,
        phase: one.phase + sign * other.phase + Math.PI / 2,
      });
      return [wave(-1), wave(1)];
    }),
  );
}

const isConstant = ({ k, omega }: PlaneWave): boolean => k.every((c) => c === 0) && omega === 0;

/** The value of an expression without variables. */
function constantOf(expr: Expr): number | undefined {
  return mentionsVariable(expr) ? undefined : compile(expr, []).at();
}

function mentionsVariable(expr: Expr): boolean {
  switch (expr.kind) {
    case 'number':
      return false;
    case 'variable':
      return true;
    case 'negate':
      return mentionsVariable(expr.argument);
    case 'binary':
      return mentionsVariable(expr.left) || mentionsVariable(expr.right);
    case 'call':
      return expr.args.some(mentionsVariable);
  }
}

/** x·position + t·time + at, x ∈ ℝ^d. */
interface Affine {
  readonly x: readonly number[];
  readonly t: number;
  readonly at: number;
}

function affine(expr: Expr, names: readonly string[]): Affine | undefined {
  const constant = constantOf(expr);
  if (constant !== undefined) return { x: names.map(() => 0), t: 0, at: constant };
  switch (expr.kind) {
    case 'variable':
      return { x: names.map((name) => (name === expr.name ? 1 : 0)), t: expr.name === 't' ? 1 : 0, at: 0 };
    case 'negate':
      return times(-1, affine(expr.argument, names));
    case 'binary':
      return affineBinary(expr, names);
    default:
      return undefined;
  }
}

function affineBinary({ op, left, right }: Expr & { kind: 'binary' }, names: readonly string[]): Affine | undefined {
  const [f, g] = [constantOf(left), constantOf(right)];
  if (op === '*' && f !== undefined) return times(f, affine(right, names));
  if (op === '*' && g !== undefined) return times(g, affine(left, names));
  if (op === '/' && g !== undefined) return times(1 / g, affine(left, names));
  if (op === '+') return plus(affine(left, names), affine(right, names));
  if (op === '-') return plus(affine(left, names), times(-1, affine(right, names)));
  return undefined;
}

const times = (a: number, f: Affine | undefined): Affine | undefined =>
  f && { x: f.x.map((c) => a * c), t: a * f.t, at: a * f.at };

const plus = (f: Affine | undefined, g: Affine | undefined): Affine | undefined =>
  f && g && { x: f.x.map((c, j) => c + g.x[j]), t: f.t + g.t, at: f.at + g.at };
