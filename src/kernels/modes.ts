/** `unfoldMode` of `Kernels`, in plain TypeScript. */
export function unfoldMode(
  memory: Float64Array,
  half: number,
  c: number,
  s: number,
  even: number,
  odd: number,
  plus: number,
  minus: number,
  imaginary: number,
): void {
  for (let j = 0; j < half; j++) {
    const ar = memory[even + j] * c - memory[even + half + j] * s;
    const ai = memory[even + j] * s + memory[even + half + j] * c;
    const br = memory[odd + j] * c - memory[odd + half + j] * s;
    const bi = memory[odd + j] * s + memory[odd + half + j] * c;
    memory[plus + j] = ar - bi;
    memory[plus + imaginary + j] = ai + br;
    memory[minus + j] = ar + bi;
    memory[minus + imaginary + j] = br - ai;
  }
}

/** `foldMode` of `Kernels`, in plain TypeScript. */
export function foldMode(
  memory: Float64Array,
  half: number,
  c: number,
  s: number,
  even: number,
  odd: number,
  plus: number,
  minus: number,
  imaginary: number,
): void {
  for (let j = 0; j < half; j++) {
    const ar = memory[plus + j] + memory[minus + j];
    const ai = memory[plus + imaginary + j] - memory[minus + imaginary + j];
    const br = memory[plus + imaginary + j] + memory[minus + imaginary + j];
    const bi = memory[minus + j] - memory[plus + j];
    memory[even + j] = ar * c - ai * s;
    memory[even + half + j] = ar * s + ai * c;
    memory[odd + j] = br * c - bi * s;
    memory[odd + half + j] = br * s + bi * c;
  }
}
