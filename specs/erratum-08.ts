import { exactly, integral, panels, type Statement, sum } from '../src/index.ts';

/** Times in units of ε; everything here is divided by ε. */
const TIMES = [0.1, 0.5, 1, 2, 5, 10, 30];
const fields = { kind: 'erratum', needs: 'nothing', source: '(3.1), proof', scale: 1 } as const;
const SETTING = 'any M with |∇M| ≤ G, divided by G|v − v′|ε';

const statement: Statement = {
  id: 'erratum-08',
  title: 'The proof of (3.1) gives 2Gε, not the announced Gε',
  latex: String.raw`t\,e^{-t/\varepsilon}+\tfrac1\varepsilon\int_0^t\sigma e^{-\sigma/\varepsilon}d\sigma = \varepsilon\left(1-e^{-t/\varepsilon}\right)`,
  source: '(3.1), proof',
  hypotheses: [],
  dependsOn: [],
  note: 'The two terms are bounded by ε each. Added before they are bounded, −εte^{−t/ε} of the integral cancels the first: (3.1) is true, with the sharp factor 1 − e^{−t/ε}.',
  claims: [
    {
      ...fields,
      id: 'erratum-08/printed',
      expected: 'fail',
      title: 'The sum of the two bounds is at most Gε|v − v′|',
      latex: String.raw`\frac1\varepsilon\left(\varepsilon+\frac{\varepsilon^2}{\varepsilon}\right) \le 1`,
      setting: SETTING,
      form: { shape: 'bound', samples: () => [{ measured: exactly(2), bound: exactly(1) }] },
    },
    {
      ...fields,
      id: 'erratum-08/printed-sharp',
      expected: 'fail',
      title: 'The sum of the separate suprema is at most Gε|v − v′|',
      latex: String.raw`\frac1\varepsilon\left(\sup_tt\,e^{-t/\varepsilon}+\sup_t\tfrac1\varepsilon\int_0^t\sigma e^{-\sigma/\varepsilon}d\sigma\right) = 1+e^{-1} \le 1`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () => [
          {
            measured: sum(
              exactly(Math.max(...TIMES.map((t) => t * Math.exp(-t)))),
              integral((s) => s * Math.exp(-s), panels(0, 30, 30)),
            ),
            bound: exactly(1),
          },
        ],
      },
    },
    {
      ...fields,
      id: 'erratum-08/corrected',
      expected: 'pass',
      title: 'The sum of the two terms is at most Gε|v − v′|(1 − e^{−t/ε})',
      latex: String.raw`\frac1\varepsilon\left(t\,e^{-t/\varepsilon}+\tfrac1\varepsilon\int_0^t\sigma e^{-\sigma/\varepsilon}d\sigma\right) \le 1-e^{-t/\varepsilon}`,
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          TIMES.map((t) => ({
            where: `t = ${t}ε`,
            measured: sum(
              exactly(t * Math.exp(-t)),
              integral((s) => s * Math.exp(-s), panels(0, t, Math.max(4, Math.ceil(t)))),
            ),
            bound: exactly(-Math.expm1(-t)),
          })),
      },
    },
  ],
};

export default statement;
