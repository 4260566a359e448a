import { exactly, integral, panels, type Statement, scaled } from '../src/index.ts';

const fields = { kind: 'erratum', needs: 'nothing', scale: 1 } as const;

/** D_tM of M = 0.1 sin(2πx − t) at t = 0. */
const pathGradient = (x: number, v: number): number => 0.1 * (2 * Math.PI * v - 1) * Math.cos(2 * Math.PI * x);
const positions = Array.from({ length: 64 }, (_, i) => i / 64);

/** ∫∫f dv dm over |m| ≤ R for an f that does not see m, for R = 1, 10, 100. */
const overMethylation = (f: number) =>
  [1, 10, 100].map((R) => ({
    where: `|m| ≤ ${R}`,
    measured: integral(() => f, panels(-R, R, 4)),
    bound: exactly(f),
  }));

/** ε and the second moment ε⁻²∫|m − M₀|²p₀ of a unit Gaussian in m with the marginal p̄₀: (2.5) holds with 0. */
const WIDE = [0.1, 0.03, 0.01, 0.003, 0.001];

const statement: Statement = {
  id: 'erratum-07',
  title: 'Slips of notation and reference',
  latex: String.raw`D_tM(t,x,v) = \partial_tM+v\cdot\nabla_xM, \qquad |M-N| \le \varepsilon\,\|D_tM(\cdot,\cdot,v)\|_\infty`,
  source: '(1.3), (3.2), Theorem 2.1, its remark, Section 5',
  hypotheses: [],
  dependsOn: [],
  note: 'As printed here. With a witness: (1.3) integrates over V × ℝ, read V; the norm of p̄^ε − p̄ in Theorem 2.1 is over ℝ^d × V × ℝ, read ℝ^d × V; D_tM(t,x) in (3.2) and Theorem 2.1 depends on v; Section 5 takes N → M from (3.2), which gives D_tN → D_tM; “the well-preparedness assumption (2.5)” is (2.4), since (2.5) says nothing about m. The first two integrate a function without m over ℝ: cut off at |m| ≤ R, they grow like 2R.',
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
      id: 'erratum-07/corrected-argument',
      expected: 'pass',
      title: 'D_tM differs between velocities by v·∇M',
      latex: String.raw`\sup_x|D_tM(0,x,1)-D_tM(0,x,-1)| \le 2\|\nabla_xM\|_\infty`,
      source: '(3.2), Theorem 2.1',
      setting: 'M = 0.1 sin(2πx − t), v = ±1',
      form: {
        shape: 'bound',
        samples: () => [
          {
            time: 0,
            measured: exactly(Math.max(...positions.map((x) => Math.abs(pathGradient(x, 1) - pathGradient(x, -1))))),
            bound: exactly(0.4 * Math.PI),
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
      id: 'erratum-07/printed-domain',
      expected: 'fail',
      title: '(1.3) over V × ℝ: the outflow at rate 1 is at most λ₀ = 1',
      latex: String.raw`\int_{V\times[-R,R]}\bar\Lambda\,dv'\,dm \le \lambda_0`,
      source: '(1.3)',
      setting: 'Λ = 1, ν(V) = 1',
      form: { shape: 'bound', samples: () => overMethylation(1) },
    },
    {
      ...fields,
      id: 'erratum-07/corrected-domain',
      expected: 'pass',
      title: '(1.3) over V: the outflow at rate 1 is at most λ₀ = 1',
      latex: String.raw`\int_V\bar\Lambda\,dv' \le \lambda_0`,
      source: '(1.3)',
      setting: 'Λ = 1, ν(V) = 1',
      form: { shape: 'bound', samples: () => [{ measured: exactly(1), bound: exactly(1) }] },
    },
    {
      ...fields,
      id: 'erratum-07/printed-norm',
      expected: 'fail',
      title: 'The norm of p̄^ε − p̄ over ℝ^d × V × ℝ is at most 2',
      latex: String.raw`\int_{\mathbb{T}\times V\times[-R,R]}|\bar p^\varepsilon-\bar p| \le 2`,
      source: 'Theorem 2.1, second estimate',
      setting: '|p̄^ε − p̄| = 2 on a torus of length 1',
      form: { shape: 'bound', samples: () => overMethylation(2) },
    },
    {
      ...fields,
      id: 'erratum-07/corrected-norm',
      expected: 'pass',
      title: 'The norm of p̄^ε − p̄ over ℝ^d × V is at most 2',
      latex: String.raw`\int_{\mathbb{T}\times V}|\bar p^\varepsilon-\bar p| \le 2`,
      source: 'Theorem 2.1, second estimate',
      setting: '|p̄^ε − p̄| = 2 on a torus of length 1',
      form: { shape: 'bound', samples: () => [{ measured: exactly(2), bound: exactly(2) }] },
    },
    {
      ...fields,
      id: 'erratum-07/printed-number',
      expected: 'fail',
      title: 'Data with (2.5) are well prepared',
      latex: String.raw`\bar p_0^\varepsilon = \bar p_0 \implies \sup_\varepsilon\varepsilon^{-2}\int|m-M_0|^2p_0^\varepsilon < \infty`,
      source: 'Remark after Theorem 2.1',
      setting: 'unit Gaussian in m − M₀, p̄₀^ε = p̄₀',
      form: {
        shape: 'supremum',
        points: () => WIDE.map((epsilon) => ({ epsilon, value: exactly(epsilon ** -2) })),
      },
    },
    {
      ...fields,
      id: 'erratum-07/corrected-number',
      expected: 'pass',
      title: 'Data with (2.4) are well prepared',
      latex: String.raw`\sup_\varepsilon\varepsilon^{-2}\int|m-M_0|^2p_0^\varepsilon < \infty`,
      source: 'Remark after Theorem 2.1',
      setting: 'Gaussian in m − M₀ of deviation ε, by quadrature',
      form: {
        shape: 'supremum',
        points: () =>
          WIDE.map((epsilon) => ({
            epsilon,
            value: scaled(
              integral(
                (m) => (m * m * Math.exp(-0.5 * (m / epsilon) ** 2)) / (epsilon * Math.sqrt(2 * Math.PI)),
                panels(-10 * epsilon, 10 * epsilon, 40),
              ),
              epsilon ** -2,
            ),
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
