// Products y_c += A x_c: WebAssembly SIMD against its twin, in one run. Sizes as in the reference solver.
import { Bench } from 'tinybench';
import { multiplyAdd, multiplyAddPlain } from '../src/schemes/dense.ts';

const SIZES: readonly (readonly [n: number, columns: number])[] = [
  [32, 64],
  [32, 192],
  [64, 64],
  [64, 192],
  [128, 64],
  [128, 512],
];

const wave = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => Math.sin(i + 1));

console.log('n × columns    plain    SIMD   (10⁹ multiply-adds/s, median)   ratio');
for (const [n, columns] of SIZES) {
  const a = wave(n * n);
  const x = wave(n * columns);
  const y = wave(n * columns);
  const bench = new Bench({ time: 300, warmupTime: 100 });
  bench.add('plain', () => multiplyAddPlain(a, x, y, n, columns));
  bench.add('simd', () => multiplyAdd(a, x, y, n, columns));
  await bench.run();
  const [plain, simd] = bench.tasks.map(({ result }) => {
    if (result.state !== 'completed') throw new Error(`the bench ended as ${result.state}`);
    return (n * n * columns) / (result.latency.p50 * 1e6);
  });
  const cell = (value: number): string => value.toFixed(2).padStart(8);
  console.log(`${`${n} × ${columns}`.padEnd(11)} ${cell(plain)}${cell(simd)}${' '.repeat(31)}${cell(simd / plain)}`);
}
