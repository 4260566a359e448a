declare module 'fft.js' {
  /** Complex FFT of power-of-two size; data interleaved (re, im). `inverseTransform` divides by the size. */
  export default class FFT {
    constructor(size: number);
    transform(out: ArrayLike<number>, data: ArrayLike<number>): void;
    inverseTransform(out: ArrayLike<number>, data: ArrayLike<number>): void;
  }
}
