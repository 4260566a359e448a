// A user's program, as a stranger might write it: upwind in x, exponentially fitted implicit Fokker–Planck in z = (m−M)/ε,
// explicit tumbling. First order, conservative, positive, uniformly stable in ε.
// upwind.js [level] [fault]: level r (default) or pbar; fault `half-mass`, `double-rate`, `frozen`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { npy } from './npy.js';

const compile = (text, ...names) => {
  const functions = 'sin cos tan sinh cosh tanh exp log sqrt abs min max'.split(' ');
  const body = text.replaceAll('^', '**');
  return new Function(
    ...names,
    `const { ${functions.join(', ')} } = Math; const pi = Math.PI, e = Math.E; return ${body};`,
  );
};

/** Solves one case and writes its result into `directory`. */
export function solve(found, directory, level = 'r', fault = '') {
  const { epsilon, times, resolution, space, velocities, signal, kernel, initial, suggested } = found;
  const { values: speeds, weights } = velocities;
  const nv = speeds.length;
  const nx = Math.round(64 / resolution.x);
  const dx = space.length / nx;
  const x = Array.from({ length: nx }, (_, i) => space.start + (i + 0.5) * dx);
  const width = -suggested.z.start;
  const nz = Math.round(64 / resolution.y);
  const dz = (2 * width) / nz;
  const z = Array.from({ length: nz }, (_, j) => -width + (j + 0.5) * dz);
  const longest = Math.min((0.8 * dx) / Math.max(...speeds.map(Math.abs)), 0.01 * resolution.time);

  const density = compile(initial.density.value, 'x', 'v', 'epsilon');
  const rate = compile(kernel.rate, 'z', 'v', 'w');
  const [signalT, signalX] = [signal.dt, signal.dx].map((text) => compile(text, 't', 'x'));
  const law = z.map((at) =>
    initial.profile.components.reduce(
      (sum, { weight, mean, deviation }) =>
        sum + (weight / deviation) * Math.exp(-0.5 * ((at - mean) / deviation) ** 2),
      0,
    ),
  );
  const total = law.reduce((sum, value) => sum + value * dz, 0);
  const scale = fault === 'half-mass' ? 0.5 : 1;
  const at = (i, k) => (i * nv + k) * nz;
  const r = new Float64Array(nx * nv * nz);
  let mass = 0;
  for (let i = 0; i < nx; i++)
    for (let k = 0; k < nv; k++)
      for (let j = 0; j < nz; j++) {
        const value = (density(x[i], speeds[k], epsilon) / initial.density.mass) * (law[j] / total);
        r[at(i, k) + j] = value;
        mass += value * weights[k] * dx * dz;
      }
  for (let n = 0; n < r.length; n++) r[n] *= scale / mass;
  const rates = z.map((value) =>
    speeds.map((v) => speeds.map((w) => (fault === 'double-rate' ? 2 : 1) * rate(value, v, w))),
  );

  const [upper, pivot, lower] = [new Float64Array(nz), new Float64Array(nz), new Float64Array(nz)];
  const bernoulli = (s) => (Math.abs(s) < 1e-8 ? 1 - s / 2 : s / Math.expm1(s));
  const step = (now, dt) => {
    const moved = new Float64Array(r.length);
    for (let i = 0; i < nx; i++)
      for (let k = 0; k < nv; k++) {
        const c = (speeds[k] * dt) / dx;
        const from = at((i + (c > 0 ? nx - 1 : 1)) % nx, k);
        for (let j = 0; j < nz; j++)
          moved[at(i, k) + j] = (1 - Math.abs(c)) * r[at(i, k) + j] + Math.abs(c) * r[from + j];
      }
    for (let i = 0; i < nx; i++) {
      for (let j = 0; j < nz; j++)
        for (let post = 0; post < nv; post++) {
          let gain = 0;
          for (let pre = 0; pre < nv; pre++) {
            gain += weights[pre] * rates[j][post][pre] * moved[at(i, pre) + j];
            gain -= weights[pre] * rates[j][pre][post] * moved[at(i, post) + j];
          }
          r[at(i, post) + j] = moved[at(i, post) + j] + dt * gain;
        }
      if (fault === 'frozen') continue;
      for (let k = 0; k < nv; k++) {
        // Flux (z + a) r + ∂_z r between cells, fitted so that the shifted Gaussian is kept.
        const a = signalT(now + dt, x[i]) + speeds[k] * signalX(now + dt, x[i]);
        const f = dt / (epsilon * dz * dz);
        const base = at(i, k);
        lower.fill(0);
        upper.fill(0);
        pivot.fill(1);
        for (let j = 0; j + 1 < nz; j++) {
          const s = (-width + (j + 1) * dz + a) * dz;
          const [right, left] = [f * bernoulli(-s), f * bernoulli(s)];
          pivot[j] += left;
          upper[j] -= right;
          pivot[j + 1] += right;
          lower[j + 1] -= left;
        }
        for (let j = 1; j < nz; j++) {
          const q = lower[j] / pivot[j - 1];
          pivot[j] -= q * upper[j - 1];
          r[base + j] -= q * r[base + j - 1];
        }
        r[base + nz - 1] /= pivot[nz - 1];
        for (let j = nz - 2; j >= 0; j--) r[base + j] = (r[base + j] - upper[j] * r[base + j + 1]) / pivot[j];
      }
    }
  };

  const rows = [];
  let now = 0;
  let steps = 0;
  for (const t of times) {
    while (t - now > 1e-14) {
      const dt = (t - now) / Math.ceil((t - now) / longest - 1e-9);
      step(now, dt);
      now = Math.abs(t - now - dt) < 1e-14 ? t : now + dt;
      steps++;
    }
    if (level === 'r') rows.push(...r);
    else
      for (let n = 0; n < nx * nv; n++)
        rows.push(r.subarray(n * nz, (n + 1) * nz).reduce((sum, value) => sum + value * dz, 0));
  }
  const folder = join(directory, 'result');
  mkdirSync(folder);
  const shape = [times.length, nx, nv, ...(level === 'r' ? [nz] : [])];
  writeFileSync(join(folder, `${level}.npy`), npy(shape, rows));
  writeFileSync(join(folder, 'x.npy'), npy([nx], x));
  if (level === 'r') writeFileSync(join(folder, 'z.npy'), npy([nz], z));
  const declaration = { values: 'points', name: 'upwind', orders: { time: 1, x: 1, y: 2 }, steps };
  writeFileSync(join(directory, 'result.json'), JSON.stringify(declaration));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , level, fault] = process.argv;
  if (fault === 'persistent') {
    for await (const line of createInterface({ input: process.stdin })) {
      const found = JSON.parse(line);
      solve(found, found.directory, level);
      console.log(JSON.stringify({ done: true }));
    }
  } else solve(JSON.parse(readFileSync('case.json', 'utf8')), '.', level, fault);
}
