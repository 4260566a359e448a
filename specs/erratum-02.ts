import {
  compareSeries,
  exactly,
  internalMoment,
  internalMomentIntegrated,
  printedInternalMoment,
  type Statement,
} from '../src/index.ts';

/** A constant for J ≤ C(Y + t + 1); at equilibrium J = 0, so that any does. */
const C = 10;
const EPSILONS = [0.01, 0.001, 0.0001];
const TIMES = [0.1, 1];
const points = EPSILONS.flatMap((epsilon) => TIMES.map((time) => ({ epsilon, time })));

/** Constants with λ₀ = C and 2G²D(t) = C(t + 1), for which the bound of Proposition 3.2 is the corrected line. */
const DATA: Parameters<typeof internalMomentIntegrated>[0] = {
  G: 0.5,
  W: 0.5,
  lambda0: C,
  lambda2: 1,
  lambdaIn: C,
  V2: 0.9,
  Y: 1,
  E: 0,
  limitV2: 0.9,
  limitDistance: 0,
  space: { dimension: 1, domain: 'torus', length: 1 },
};

/** The integrated line at Y(0) = 1 as printed, with (Cε + 1)/(2 − Cε). */
function printedLine(epsilon: number, t: number): number {
  const fading = Math.exp((C - 2 / epsilon) * t);
  const room = 2 - C * epsilon;
  return (
    fading +
    ((C * epsilon + 1) / room) * (1 - fading) +
    (C * epsilon * t) / room -
    ((C * epsilon * epsilon) / (room * room)) * (1 - fading)
  );
}

const SETTING = 'Y ≡ 1, J ≡ 0 (∇M = 0, equilibrium in y), C = 10';
const fields = { kind: 'erratum', needs: 'nothing', source: '(3.6), proof', scale: 1 } as const;

const solved = { kind: 'erratum', needs: 'case', scenario: 'homogeneous', source: '(3.6), proof', scale: 1 } as const;

const statement: Statement = {
  id: 'erratum-02',
  title: 'The proof of (3.6) loses a factor 2 in the diffusion',
  latex: String.raw`Y' \le \left(C-\tfrac2\varepsilon\right)Y+\tfrac2\varepsilon+C(t+1)`,
  source: '(3.6), proof',
  hypotheses: [],
  dependsOn: [],
  note: 'Printed 1/ε for 2/ε, hence (Cε+1)/(2−Cε) for (Cε+2)/(2−Cε), and 2 + Cεt for 3 + Cεt when ε ≤ 1/C. (3.6) itself survives with another constant.',
  claims: [
    {
      ...fields,
      id: 'erratum-02/printed',
      expected: 'fail',
      title: 'Differential inequality, as printed',
      latex: String.raw`\varepsilon Y' \le (C\varepsilon-2)Y+1+C\varepsilon(t+1)`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          points.map((at) => ({ ...at, measured: exactly(0), bound: exactly(C * at.epsilon * (at.time + 2) - 1) })),
      },
    },
    {
      ...fields,
      id: 'erratum-02/corrected',
      expected: 'pass',
      title: 'Differential inequality, corrected',
      latex: String.raw`\varepsilon Y' \le (C\varepsilon-2)Y+2+C\varepsilon(t+1)`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          points.map((at) => ({ ...at, measured: exactly(0), bound: exactly(C * at.epsilon * (at.time + 2)) })),
      },
    },
    {
      ...fields,
      id: 'erratum-02/printed-integrated',
      expected: 'fail',
      title: 'Integrated inequality, as printed',
      latex: String.raw`Y(t) \le Y(0)e^{(C-2/\varepsilon)t}+\frac{C\varepsilon+1}{2-C\varepsilon}\left(1-e^{(C-2/\varepsilon)t}\right)+\dots`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          points.map((at) => ({ ...at, measured: exactly(1), bound: exactly(printedLine(at.epsilon, at.time)) })),
      },
    },
    {
      ...fields,
      id: 'erratum-02/corrected-integrated',
      expected: 'pass',
      title: 'Integrated inequality, corrected',
      latex: String.raw`Y(t) \le Y(0)e^{(C-2/\varepsilon)t}+\frac{C\varepsilon+2}{2-C\varepsilon}\left(1-e^{(C-2/\varepsilon)t}\right)+\dots`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          points.map((at) => ({
            ...at,
            measured: exactly(1),
            bound: exactly(internalMomentIntegrated(DATA, at.epsilon, at.time)),
          })),
      },
    },
    {
      ...fields,
      id: 'erratum-02/printed-constant',
      expected: 'fail',
      title: 'The right constant is at most 2 for ε ≤ 1/C',
      latex: String.raw`\sup_{C\varepsilon\le1}\frac{C\varepsilon+2}{2-C\varepsilon} \le 2`,
      setting: 'Cε = 1',
      form: { shape: 'bound', samples: () => [{ epsilon: 1 / C, measured: exactly(3), bound: exactly(2) }] },
    },
    {
      ...fields,
      id: 'erratum-02/corrected-constant',
      expected: 'pass',
      title: 'The right constant is at most 3 for ε ≤ 1/C',
      latex: String.raw`\sup_{C\varepsilon\le1}\frac{C\varepsilon+2}{2-C\varepsilon} \le 3`,
      setting: 'Cε = 0.01, 0.1, 0.5, 1',
      form: {
        shape: 'bound',
        samples: () =>
          [0.01, 0.1, 0.5, 1].map((product) => ({
            epsilon: product / C,
            measured: exactly((product + 2) / (2 - product)),
            bound: exactly(3),
          })),
      },
    },
    {
      ...solved,
      id: 'erratum-02/printed-moment',
      expected: 'fail',
      title: '(3.6) with the constants of the printed proof, on a solution',
      latex: String.raw`Y(t) \le Y(0)e^{-\kappa t}+\frac{1/\varepsilon+2G^2D(t)}{\kappa}\left(1-e^{-\kappa t}\right), \quad \kappa = \tfrac2\varepsilon-\lambda_0`,
      form: {
        kind: 'bound',
        needs: 'case',
        samples: (context) => compareSeries(context, 'Y', (data, t) => printedInternalMoment(data, context.epsilon, t)),
      },
    },
    {
      ...solved,
      id: 'erratum-02/corrected-moment',
      expected: 'pass',
      title: '(3.6) with the corrected constants, on the same solution',
      latex: String.raw`Y(t) \le Y(0)e^{-\kappa t}+\frac{2/\varepsilon+2G^2D(t)}{\kappa}\left(1-e^{-\kappa t}\right), \quad \kappa = \tfrac2\varepsilon-\lambda_0`,
      form: {
        kind: 'bound',
        needs: 'case',
        samples: (context) => compareSeries(context, 'Y', (data, t) => internalMoment(data, context.epsilon, t)),
      },
    },
  ],
};

export default statement;
