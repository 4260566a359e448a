/** `packRows` of `Kernels`, in plain TypeScript. */
export function packRows(
  memory: Float64Array,
  half: number,
  lanes: number,
  cosines: number,
  sines: number,
  turns: number,
  re: number,
  im: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const [c1, c2, s1, s2] = [0, 1, 2, 3].map((part) => memory[turns + part * lanes + lane]);
    const [a1, b1] = [cosines + lane * half, sines + lane * half];
    const [a2, b2] = [a1 + lanes * half, b1 + lanes * half];
    memory[re + lane] = memory[a1];
    memory[im + lane] = memory[a2];
    memory[re + half * lanes + lane] = 0;
    memory[im + half * lanes + lane] = 0;
    let [p1, r1, p2, r2] = [0.5, 0, 0.5, 0];
    for (let j = 1; j < half; j++) {
      [p1, r1] = [p1 * c1 - r1 * s1, p1 * s1 + r1 * c1];
      [p2, r2] = [p2 * c2 - r2 * s2, p2 * s2 + r2 * c2];
      const f1r = memory[a1 + j] * p1 + memory[b1 + j] * r1;
      const f1i = memory[a1 + j] * r1 - memory[b1 + j] * p1;
      const f2r = memory[a2 + j] * p2 + memory[b2 + j] * r2;
      const f2i = memory[a2 + j] * r2 - memory[b2 + j] * p2;
      const plus = j * lanes + lane;
      const minus = (2 * half - j) * lanes + lane;
      memory[re + plus] = f1r - f2i;
      memory[im + plus] = f1i + f2r;
      memory[re + minus] = f1r + f2i;
      memory[im + minus] = f2r - f1i;
    }
  }
}

/** `unpackRows` of `Kernels`, in plain TypeScript. */
export function unpackRows(
  memory: Float64Array,
  half: number,
  lanes: number,
  cosines: number,
  sines: number,
  turns: number,
  re: number,
  im: number,
): void {
  const scale = 0.5 / half;
  for (let lane = 0; lane < lanes; lane++) {
    const [c1, c2, s1, s2] = [0, 1, 2, 3].map((part) => memory[turns + part * lanes + lane]);
    const [a1, b1] = [cosines + lane * half, sines + lane * half];
    const [a2, b2] = [a1 + lanes * half, b1 + lanes * half];
    memory[a1] = memory[re + lane] * scale;
    memory[b1] = 0;
    memory[a2] = memory[im + lane] * scale;
    memory[b2] = 0;
    let [p1, r1, p2, r2] = [scale, 0, scale, 0];
    for (let j = 1; j < half; j++) {
      [p1, r1] = [p1 * c1 - r1 * s1, p1 * s1 + r1 * c1];
      [p2, r2] = [p2 * c2 - r2 * s2, p2 * s2 + r2 * c2];
      const plus = j * lanes + lane;
      const minus = (2 * half - j) * lanes + lane;
      // Twice the half-spectrum of each row.
      const f1r = memory[re + plus] + memory[re + minus];
      const f1i = memory[im + plus] - memory[im + minus];
      const f2r = memory[im + plus] + memory[im + minus];
      const f2i = memory[re + minus] - memory[re + plus];
      // a − ib = F z^{−j}.
      memory[a1 + j] = f1r * p1 + f1i * r1;
      memory[b1 + j] = f1r * r1 - f1i * p1;
      memory[a2 + j] = f2r * p2 + f2i * r2;
      memory[b2 + j] = f2r * r2 - f2i * p2;
    }
  }
}
