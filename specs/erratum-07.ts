import { exactly, type Statement } from '../src/index.ts';

const fields = { kind: 'erratum', needs: 'nothing', scale: 1 } as const;

/** D_tM of M = 0.1 sin(2πx − t) at t = 0. */
const pathGradient = (x: number, v: number): number => 0.1 * (2 * Math.PI * v - 1) * Math.cos(2 * Math.PI * x);
const positions = Array.from({ length: 64 }, (_, i) => i / 64);

const statement: Statement = {
  id: 'erratum-07',
  title: 'Slips of notation and reference',
  latex: String.raw`D_tM(t,x,v) = \partial_tM+v\cdot\nabla_xM, \qquad |M-N| \le \varepsilon\,\|D_tM(\cdot,\cdot,v)\|_\infty`,
  source: '(1.3), (3.2), Theorem 2.1, its remark, Section 5',
  hypotheses: [],
  dependsOn: [],
  note: 'As printed here: (1.3) integrates over V × ℝ, read V; “the well-preparedness assumption (2.5)” is (2.4); the norm of p̄^ε − p̄ in Theorem 2.1 is over ℝ^d × V; D_tM(t,x) in (3.2) and Theorem 2.1 depends on v; Section 5 takes N → M from (3.2), which gives D_tN → D_tM. The last two have a witness; the others are read as said and are not computed.',
  claims: [
    {
      ...fields,
      id: 'erratum-07/printed-argument',
      expected: 'fail',
      title: 'D_tM does not depend on v',
      latex: String.raw`\sup_x|D_tM(0,x,1)-D_tM(0,x,-1)| \le 0`,
      source: '(3.2), Theorem 2.1',
      setting: 'M = 0.1 sin(2πx − t), v = ±1',
      form: {
        shape: 'bound',
        samples: () => [
          {
            time: 0,
            measured: exactly(Math.max(...positions.map((x) => Math.abs(pathGradient(x, 1) - pathGradient(x, -1))))),
            bound: exactly(0),
          },
        ],
      },
    },
    {
      ...fields,
      id: 'erratum-07/printed',
      expected: 'fail',
      title: 'N → M by (3.2): |M − N| is bounded by |D_tM − D_tN|, uniformly in ε and t ≤ 1',
      latex: String.raw`|M-N| \le |D_tM-D_tN|`,
      source: 'Section 5',
      setting: 'M = t on 0 ≤ t ≤ 1: M − N = ε(1 − e^{−t/ε}), D_tM − D_tN = e^{−t/ε}',
      form: {
        shape: 'bound',
        samples: () =>
          [0.1, 0.03, 0.01].map((epsilon) => ({
            epsilon,
            time: 1,
            measured: exactly(epsilon * -Math.expm1(-1 / epsilon)),
            bound: exactly(Math.exp(-1 / epsilon)),
          })),
      },
    },
    {
      ...fields,
      id: 'erratum-07/corrected',
      expected: 'pass',
      title: 'N → M by (3.3): |M − N| ≤ ε sup|D_tM|',
      latex: String.raw`\frac{|M-N|}{\varepsilon} \le \|D_tM(\cdot,\cdot,v)\|_\infty`,
      source: 'consequence of (3.3)',
      setting: 'M = t on 0 ≤ t ≤ 1: M − N = ε(1 − e^{−t/ε}), D_tM = 1',
      form: {
        shape: 'bound',
        samples: () =>
          [0.1, 0.03, 0.01].map((epsilon) => ({
            epsilon,
            time: 1,
            measured: exactly(-Math.expm1(-1 / epsilon)),
            bound: exactly(1),
          })),
      },
    },
  ],
};

export default statement;
