import { entropyDensity, exactly, integral, panels, type Statement, scaled, sum } from '../src/index.ts';

const fields = { kind: 'erratum', needs: 'nothing', source: 'Proposition 4.2', scale: 1 } as const;
const LENGTHS = [2, 4, 8];

/** E(0) = ∫p̄₀ log p̄₀ for p̄₀ = (1 + 0.3 sin(2πx/L))/L and y at equilibrium. */
const energy = (length: number) =>
  integral((x) => entropyDensity((1 + 0.3 * Math.sin((2 * Math.PI * x) / length)) / length), panels(0, length, 16));

const SETTING = 'torus of length L = 2, 4, 8, p̄₀ ∝ 1 + 0.3 sin(2πx/L), y at equilibrium';

const statement: Statement = {
  id: 'erratum-10',
  title: 'E[q₀]^{1/2} in Proposition 4.2 is not defined when E < 0',
  latex: String.raw`E[q_0^\varepsilon]_+^{1/2}`,
  source: 'Proposition 4.2',
  hypotheses: [],
  dependsOn: [],
  note: 'E is a relative energy in y only; spread-out data make it negative. Read E₊, or keep the bracket E(0) + B(0) ≥ 0 of Proposition 4.1 under the root, as the claims of Proposition 4.2 here do.',
  claims: [
    {
      ...fields,
      id: 'erratum-10/printed',
      expected: 'fail',
      title: 'E(0) is not negative',
      latex: String.raw`-E[q_0^\varepsilon] \le 0`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          LENGTHS.map((length) => ({
            where: `L = ${length}`,
            time: 0,
            measured: scaled(energy(length), -1),
            bound: exactly(0),
          })),
      },
    },
    {
      ...fields,
      id: 'erratum-10/corrected',
      expected: 'pass',
      title: 'E(0) + B(0) is not negative',
      latex: String.raw`-\left(E[q_0^\varepsilon]+\log L\right) \le 0`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          LENGTHS.map((length) => ({
            where: `L = ${length}`,
            time: 0,
            measured: scaled(sum(energy(length), exactly(Math.log(length))), -1),
            bound: exactly(0),
          })),
      },
    },
  ],
};

export default statement;
