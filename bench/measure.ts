import { cpus } from 'node:os';

/** Wall and processor time of one piece of work. Processor time counts helper threads (compiler, collector) too. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export function cost<T>(work: () => T): Cost & { readonly value: T } {
  const wall = performance.now();
  const begin = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(begin);
  return { value, seconds: (performance.now() - wall) / 1e3, cpuSeconds: (user + system) / 1e6 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** Slope of the least-squares line through (log x, log y): the exponent of a power law. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (k: number): number => logs.reduce((sum, point) => sum + point[k], 0) / logs.length;
  const [x0, y0] = [mean(0), mean(1)];
  const [above, below] = logs.reduce(([a, b], [x, y]) => [a + (x - x0) * (y - y0), b + (x - x0) ** 2], [0, 0]);
  return above / below;
}

/** What the numbers were measured on: needed to read them. */
export const machine = (): string => `${cpus()[0].model.trim()}, ${cpus().length} cores`;

/** 3 digits, for tables. */
export const short = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : 'not a number';

/** Median and, in brackets, the smallest and the largest. */
export const spread = (values: readonly number[]): string =>
  values.length === 1
    ? short(values[0])
    : `${short(median(values))} [${short(Math.min(...values))}, ${short(Math.max(...values))}]`;

export const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

/** A Markdown table. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
