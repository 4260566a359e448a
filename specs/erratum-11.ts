import { decades, difference, exactly, integral, panels, type Statement, scaled, sum } from '../src/index.ts';

const fields = { kind: 'erratum', needs: 'nothing', scale: 1 } as const;
/** Slope of the linear signal M = Gx, and times in units of ε. */
const G = 0.3;
const TIMES = [0.1, 1, 10];

const statement: Statement = {
  id: 'erratum-11',
  title: 'Hypotheses that are redundant, and one that is missing',
  latex: String.raw`\int|v|^2\bar p_0 \le \liminf_{\varepsilon\to0}\int|v|^2p_0^\varepsilon`,
  source: '(2.1), (2.2b), (2.6), Proposition 4.2, (3.8)',
  hypotheses: [],
  dependsOn: [],
  note: '(2.6) follows in Theorem 2.1 from (2.3) and (2.5) by Fatou. Proposition 4.2 and (3.8) need p̄₀ ≥ 0 of finite mass. Boundedness of M itself is used only at the end of (3.6); under (2.4) a linear M is allowed. (2.2b) excludes Λ = λ(z)F(v) on V = ℝ^d with dv; the measure F dv restores it. Only the boundedness of M has a witness.',
  claims: [
    {
      ...fields,
      id: 'erratum-11/printed',
      expected: 'fail',
      title: '(2.1) holds for every signal to which Lemma 3.1 applies: M is bounded',
      latex: String.raw`\sup_\varepsilon\sup_{|x|\le1/\varepsilon}|M| < \infty`,
      source: '(2.1)',
      setting: `M = ${G}x, v = ±1`,
      form: {
        shape: 'supremum',
        points: () => decades(0.1, 6).map((epsilon) => ({ epsilon, value: exactly(G / epsilon) })),
      },
    },
    {
      ...fields,
      id: 'erratum-11/corrected',
      expected: 'pass',
      title: 'The conclusion of (3.1) holds for the unbounded linear signal',
      latex: String.raw`\frac{|N(v)-N(v')|}{\varepsilon} = G\left(1-e^{-t/\varepsilon}\right)|v-v'| \le G\,|v-v'|`,
      source: '(3.1)',
      setting: `M = ${G}x, v = ±1`,
      form: {
        shape: 'bound',
        samples: () =>
          TIMES.flatMap((s) =>
            [1e2, 1e4].map((x) => ({
              where: `x = ${x}, t = ${s}ε`,
              measured: linearSpread(x, s),
              bound: exactly(2 * G),
            })),
          ),
      },
    },
  ],
};

/** |N(v) − N(v′)|/ε by quadrature of (3.3) for M = Gx at t = sε, ε = 10⁻³, v = ±1; cancellation of N ~ Gx is in the bar. */
function linearSpread(x: number, s: number) {
  const epsilon = 1e-3;
  const N = (v: number) =>
    sum(
      exactly(G * (x - s * epsilon * v) * Math.exp(-s)),
      integral((sigma) => G * (x - epsilon * sigma * v) * Math.exp(-sigma), panels(0, s, 10)),
    );
  const { value, error } = scaled(difference(N(1), N(-1)), 1 / epsilon);
  return { value: Math.abs(value), error: { ...error, floor: (16 * Number.EPSILON * G * x) / epsilon } };
}

export default statement;
