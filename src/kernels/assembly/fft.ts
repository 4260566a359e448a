/** Twin of `fft` in ../plain/fft.ts, two lanes in every instruction. Addresses and strides in bytes. */
export function fft(size: i32, lanes: i32, re: usize, im: usize, work: usize, twiddles: usize): void {
  const length = (<usize>size * lanes) << 3;
  let stride = (<usize>lanes) << 3;
  let xr = re;
  let xi = im;
  let yr = work;
  let yi = work + length;
  let w = twiddles;
  let n = size;
  while (n > 4) {
    const m = n >> 2;
    radix4(m, stride, xr, xi, yr, yi, w);
    w += 48 * m;
    stride <<= 2;
    const r = xr;
    const i = xi;
    xr = yr;
    xi = yi;
    yr = r;
    yi = i;
    n = m;
  }
  if (n === 4) lastFour(stride, xr, xi, re, im);
  else if (n === 2) lastTwo(stride, xr, xi, re, im);
}

function radix4(m: i32, s: usize, xr: usize, xi: usize, yr: usize, yi: usize, twiddles: usize): void {
  const quarter = s * m;
  for (let p = 0; p < m; p++) {
    const w1r = f64x2.splat(load<f64>(twiddles));
    const w1i = f64x2.splat(load<f64>(twiddles, 8));
    const w2r = f64x2.splat(load<f64>(twiddles, 16));
    const w2i = f64x2.splat(load<f64>(twiddles, 24));
    const w3r = f64x2.splat(load<f64>(twiddles, 32));
    const w3i = f64x2.splat(load<f64>(twiddles, 40));
    twiddles += 48;
    let ar = xr + s * p;
    let ai = xi + s * p;
    let tr = yr + 4 * s * p;
    let ti = yi + 4 * s * p;
    const end = ar + s;
    while (ar < end) {
      const br = ar + quarter;
      const cr = br + quarter;
      const dr = cr + quarter;
      const bi = ai + quarter;
      const ci = bi + quarter;
      const di = ci + quarter;
      const a0 = v128.load(ar);
      const a1 = v128.load(ai);
      const c0 = v128.load(cr);
      const c1 = v128.load(ci);
      const b0 = v128.load(br);
      const b1 = v128.load(bi);
      const d0 = v128.load(dr);
      const d1 = v128.load(di);
      const sumR = f64x2.add(a0, c0);
      const sumI = f64x2.add(a1, c1);
      const diffR = f64x2.sub(a0, c0);
      const diffI = f64x2.sub(a1, c1);
      const otherR = f64x2.add(b0, d0);
      const otherI = f64x2.add(b1, d1);
      const turnR = f64x2.sub(d1, b1);
      const turnI = f64x2.sub(b0, d0);
      v128.store(tr, f64x2.add(sumR, otherR));
      v128.store(ti, f64x2.add(sumI, otherI));
      times(f64x2.sub(diffR, turnR), f64x2.sub(diffI, turnI), w1r, w1i, tr + s, ti + s);
      times(f64x2.sub(sumR, otherR), f64x2.sub(sumI, otherI), w2r, w2i, tr + 2 * s, ti + 2 * s);
      times(f64x2.add(diffR, turnR), f64x2.add(diffI, turnI), w3r, w3i, tr + 3 * s, ti + 3 * s);
      ar += 16;
      ai += 16;
      tr += 16;
      ti += 16;
    }
  }
}

function times(ur: v128, ui: v128, wr: v128, wi: v128, tr: usize, ti: usize): void {
  v128.store(tr, f64x2.sub(f64x2.mul(wr, ur), f64x2.mul(wi, ui)));
  v128.store(ti, f64x2.add(f64x2.mul(wr, ui), f64x2.mul(wi, ur)));
}

/** The last pass has no twiddles, and reads where it writes. */
function lastFour(s: usize, xr: usize, xi: usize, re: usize, im: usize): void {
  for (let q: usize = 0; q < s; q += 16) {
    const a0 = v128.load(xr + q);
    const a1 = v128.load(xi + q);
    const b0 = v128.load(xr + q + s);
    const b1 = v128.load(xi + q + s);
    const c0 = v128.load(xr + q + 2 * s);
    const c1 = v128.load(xi + q + 2 * s);
    const d0 = v128.load(xr + q + 3 * s);
    const d1 = v128.load(xi + q + 3 * s);
    const sumR = f64x2.add(a0, c0);
    const sumI = f64x2.add(a1, c1);
    const diffR = f64x2.sub(a0, c0);
    const diffI = f64x2.sub(a1, c1);
    const otherR = f64x2.add(b0, d0);
    const otherI = f64x2.add(b1, d1);
    const turnR = f64x2.sub(d1, b1);
    const turnI = f64x2.sub(b0, d0);
    v128.store(re + q, f64x2.add(sumR, otherR));
    v128.store(im + q, f64x2.add(sumI, otherI));
    v128.store(re + q + s, f64x2.sub(diffR, turnR));
    v128.store(im + q + s, f64x2.sub(diffI, turnI));
    v128.store(re + q + 2 * s, f64x2.sub(sumR, otherR));
    v128.store(im + q + 2 * s, f64x2.sub(sumI, otherI));
    v128.store(re + q + 3 * s, f64x2.add(diffR, turnR));
    v128.store(im + q + 3 * s, f64x2.add(diffI, turnI));
  }
}

function lastTwo(s: usize, xr: usize, xi: usize, re: usize, im: usize): void {
  for (let q: usize = 0; q < s; q += 16) {
    const a0 = v128.load(xr + q);
    const a1 = v128.load(xi + q);
    const b0 = v128.load(xr + q + s);
    const b1 = v128.load(xi + q + s);
    v128.store(re + q, f64x2.add(a0, b0));
    v128.store(im + q, f64x2.add(a1, b1));
    v128.store(re + q + s, f64x2.sub(a0, b0));
    v128.store(im + q + s, f64x2.sub(a1, b1));
  }
}
