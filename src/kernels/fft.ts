/**
 * The transform of `Kernels`, in plain TypeScript. A pass of radix 4 takes x to y: with s lanes and m = n/4, the points
 * p, p + m, p + 2m, p + 3m of x become 4p … 4p + 3 of y, and what is left are transforms of size m of 4s lanes.
 */
export function fft(
  memory: Float64Array,
  size: number,
  lanes: number,
  re: number,
  im: number,
  work: number,
  twiddles: Float64Array,
): void {
  let [xr, xi, yr, yi] = [re, im, work, work + size * lanes];
  let s = lanes;
  let n = size;
  let w = 0;
  for (; n > 4; n /= 4) {
    radix4(memory, n / 4, s, xr, xi, yr, yi, twiddles, w);
    w += (6 * n) / 4;
    s *= 4;
    [xr, xi, yr, yi] = [yr, yi, xr, xi];
  }
  if (n === 4) lastFour(memory, s, xr, xi, re, im);
  else if (n === 2) lastTwo(memory, s, xr, xi, re, im);
}

function radix4(
  memory: Float64Array,
  m: number,
  s: number,
  xr: number,
  xi: number,
  yr: number,
  yi: number,
  twiddles: Float64Array,
  from: number,
): void {
  const quarter = s * m;
  for (let p = 0; p < m; p++) {
    const w = from + 6 * p;
    const w1r = twiddles[w];
    const w1i = twiddles[w + 1];
    const w2r = twiddles[w + 2];
    const w2i = twiddles[w + 3];
    const w3r = twiddles[w + 4];
    const w3i = twiddles[w + 5];
    for (let q = 0; q < s; q++) {
      const a = s * p + q;
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const sumR = memory[xr + a] + memory[xr + c];
      const sumI = memory[xi + a] + memory[xi + c];
      const diffR = memory[xr + a] - memory[xr + c];
      const diffI = memory[xi + a] - memory[xi + c];
      const otherR = memory[xr + b] + memory[xr + d];
      const otherI = memory[xi + b] + memory[xi + d];
      // i (b − d)
      const turnR = memory[xi + d] - memory[xi + b];
      const turnI = memory[xr + b] - memory[xr + d];
      const to = 4 * s * p + q;
      memory[yr + to] = sumR + otherR;
      memory[yi + to] = sumI + otherI;
      const ur = diffR - turnR;
      const ui = diffI - turnI;
      memory[yr + to + s] = w1r * ur - w1i * ui;
      memory[yi + to + s] = w1r * ui + w1i * ur;
      const vr = sumR - otherR;
      const vi = sumI - otherI;
      memory[yr + to + 2 * s] = w2r * vr - w2i * vi;
      memory[yi + to + 2 * s] = w2r * vi + w2i * vr;
      const zr = diffR + turnR;
      const zi = diffI + turnI;
      memory[yr + to + 3 * s] = w3r * zr - w3i * zi;
      memory[yi + to + 3 * s] = w3r * zi + w3i * zr;
    }
  }
}

/** The last pass has no twiddles, and reads where it writes. */
function lastFour(memory: Float64Array, s: number, xr: number, xi: number, re: number, im: number): void {
  for (let q = 0; q < s; q++) {
    const sumR = memory[xr + q] + memory[xr + q + 2 * s];
    const sumI = memory[xi + q] + memory[xi + q + 2 * s];
    const diffR = memory[xr + q] - memory[xr + q + 2 * s];
    const diffI = memory[xi + q] - memory[xi + q + 2 * s];
    const otherR = memory[xr + q + s] + memory[xr + q + 3 * s];
    const otherI = memory[xi + q + s] + memory[xi + q + 3 * s];
    const turnR = memory[xi + q + 3 * s] - memory[xi + q + s];
    const turnI = memory[xr + q + s] - memory[xr + q + 3 * s];
    memory[re + q] = sumR + otherR;
    memory[im + q] = sumI + otherI;
    memory[re + q + s] = diffR - turnR;
    memory[im + q + s] = diffI - turnI;
    memory[re + q + 2 * s] = sumR - otherR;
    memory[im + q + 2 * s] = sumI - otherI;
    memory[re + q + 3 * s] = diffR + turnR;
    memory[im + q + 3 * s] = diffI + turnI;
  }
}

function lastTwo(memory: Float64Array, s: number, xr: number, xi: number, re: number, im: number): void {
  for (let q = 0; q < s; q++) {
    const ar = memory[xr + q];
    const ai = memory[xi + q];
    const br = memory[xr + q + s];
    const bi = memory[xi + q + s];
    memory[re + q] = ar + br;
    memory[im + q] = ai + bi;
    memory[re + q + s] = ar - br;
    memory[im + q + s] = ai - bi;
  }
}
