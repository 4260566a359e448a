// The module of the hot loops: `npm run kernels` compiles it to ../module-bytes.ts.
export { blendedAbsoluteIntegral } from './absolute-integral';
export { entropySums } from './entropy-sums';
export { fft } from './fft';
export { jumps } from './jumps';
export { logarithms } from './logarithms';
export { foldMode, unfoldMode } from './modes';
export { polynomials } from './polynomials';
export { packRows, unpackRows } from './rows';
export { tumbleFactors, tumbleTable } from './tumble';
