import { decades, difference, exactly, gaussian, integral, panels, type Statement, scaled, sum } from '../src/index.ts';

const fields = { kind: 'erratum', needs: 'nothing', scale: 1 } as const;
/** Slope of the linear signal M = Gx, and times in units of ε. */
const G = 0.3;
const TIMES = [0.1, 1, 10];

/** Cut-offs of V = ℝ, and the inflow ∫_{|v′|≤R}F(v)dv′ at v = 0 for a Gaussian F. */
const CUTOFFS = [1, 10, 100, 1000, 10000];

const statement: Statement = {
  id: 'erratum-11',
  title: 'Hypotheses that are redundant, and one that is missing',
  latex: String.raw`\int|v|^2\bar p_0 \le \liminf_{\varepsilon\to0}\int|v|^2p_0^\varepsilon`,
  source: '(2.1), (2.2b), (2.6), Proposition 4.2, (3.8)',
  hypotheses: [],
  dependsOn: [],
  note: '(2.6) follows in Theorem 2.1 from (2.3) and (2.5) by Fatou. Proposition 4.2 and (3.8) need p̄₀ ≥ 0 of finite mass: with a sign or infinite mass the second moment may be finite and the growth λ₂t of (3.8) is not. Boundedness of M itself is used only at the end of (3.6); under (2.4) a linear M is allowed. (2.2b) excludes Λ = λ(z)F(v) on V = ℝ with dv, because its inflow is multiplied by the length of V; the measure dν = F dv restores it. That is a restriction rather than an error.',
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
    {
      ...fields,
      id: 'erratum-11/redundant',
      expected: 'pass',
      title: '(2.6) follows from (2.3) and (2.5): the limit has no larger second moment',
      latex: String.raw`\int_{|v|\le R}|v|^2\bar p_0 \le \int|v|^2p_0^\varepsilon+R^2\|\bar p_0-\bar p_0^\varepsilon\|, \quad R = \varepsilon^{-1/2}`,
      source: '(2.6), Theorem 2.1',
      setting: 'p̄₀ Gaussian in v; p₀^ε has moved the mass ε² to |v| = 0',
      form: {
        shape: 'bound',
        samples: () =>
          [0.1, 0.01, 0.001].map((epsilon) => {
            const R = epsilon ** -0.5;
            return {
              epsilon,
              measured: integral((v) => v * v * gaussian(v), panels(-R, R, Math.ceil(4 * R))),
              bound: exactly(1 - epsilon ** 2 + R * R * 2 * epsilon ** 2),
            };
          }),
      },
    },
    {
      ...fields,
      id: 'erratum-11/printed-sign',
      expected: 'fail',
      title: '(3.8) for a density with a sign, whose mass is 0',
      latex: String.raw`\int|v|^2\bar p(t) \le \int|v|^2\bar p_0+\lambda_2t`,
      source: '(3.8)',
      setting: 'V = {0, 1} of weights ½, Λ = 1, p̄₀ = −a on v = 1 and a on v = 0, a = 10: ∫|v|²p̄ = −½ae^{−t}',
      form: {
        shape: 'bound',
        samples: () =>
          [0.1, 1].map((time) => ({ time, measured: exactly(-5 * Math.exp(-time)), bound: exactly(-5 + time / 2) })),
      },
    },
    {
      ...fields,
      id: 'erratum-11/corrected-sign',
      expected: 'pass',
      title: '(3.8) for a density p̄₀ ≥ 0 of mass 1',
      latex: String.raw`\int|v|^2\bar p(t) \le \int|v|^2\bar p_0+\lambda_2t`,
      source: '(3.8)',
      setting: 'V = {0, 1} of weights ½, Λ = 1, p̄₀ = 0 on v = 1 and 2 on v = 0: ∫|v|²p̄ = ½(1 − e^{−t})',
      form: {
        shape: 'bound',
        samples: () =>
          [0.1, 1].map((time) => ({ time, measured: exactly(-Math.expm1(-time) / 2), bound: exactly(time / 2) })),
      },
    },
    {
      ...fields,
      id: 'erratum-11/printed-inflow',
      expected: 'fail',
      title: '(2.2b) holds for Λ = λ(z)F(v) with respect to dv: the inflow does not grow with V = [−R, R]',
      latex: String.raw`\sup_R\int_{-R}^RF(0)\,dv' < \infty`,
      source: '(2.2b)',
      setting: 'F standard Gaussian, λ = 1, R = 1/ε',
      form: {
        shape: 'supremum',
        points: () => CUTOFFS.map((R) => ({ epsilon: 1 / R, value: integral(() => gaussian(0), panels(-R, R, 4)) })),
      },
    },
    {
      ...fields,
      id: 'erratum-11/corrected-inflow',
      expected: 'pass',
      title: '(2.2b) holds for Λ = λ(z) with respect to dν = F dv',
      latex: String.raw`\sup_R\int_{-R}^RF(v')\,dv' < \infty`,
      source: '(2.2b), restored',
      setting: 'F standard Gaussian, λ = 1, R = 1/ε',
      form: {
        shape: 'supremum',
        points: () =>
          CUTOFFS.map((R) => ({
            epsilon: 1 / R,
            value: integral((v) => gaussian(v), panels(-Math.min(R, 40), Math.min(R, 40), 160)),
          })),
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
