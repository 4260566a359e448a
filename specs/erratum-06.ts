import { difference, exactly, type Statement, scaled, unpreparedSquare, unscaledVariance } from '../src/index.ts';

const EPSILONS = [1e-2, 1e-3, 1e-4, 1e-6, 1e-12];
/** Times in units of ε. */
const TIMES = [0.25, 0.5, 1, 2, 4];
const fields = { kind: 'erratum', needs: 'nothing', scale: 1 } as const;
const REMARK = 'Remark after Theorem 2.1';
const SETTING = 'M ≡ 0, unit Gaussian in m';

/** |log(variance of m/θ)| must vanish: then the law of m/θ stays at equilibrium, as the unchanged equation wants. */
const misfit = (theta: (epsilon: number, t: number) => number) => () =>
  EPSILONS.slice(0, 3).flatMap((epsilon) =>
    TIMES.map((s) => {
      const t = s * epsilon;
      const variance = unscaledVariance(epsilon, t) / theta(epsilon, t) ** 2;
      return { epsilon, time: t, measured: exactly(Math.abs(Math.log(variance))), bound: exactly(0) };
    }),
  );

const statement: Statement = {
  id: 'erratum-06',
  title: 'The scaling θ of the remark is not the one that keeps the equation',
  latex: String.raw`\theta^2 = \varepsilon^2+(1-\varepsilon^2)e^{-2t/\varepsilon}, \qquad (\theta^2)' = 2\varepsilon-\tfrac{2}{\varepsilon}\theta^2`,
  source: REMARK,
  hypotheses: [],
  dependsOn: [],
  note: 'With the corrected θ the equation for q keeps its form with coefficient ε/θ²; the printed θ = ε + (1−ε)e^{−2t/ε} leaves a mismatch (ε/θ−1)²/ε of drift and diffusion. In the right frame the first estimate holds under (2.3) without (2.4), with the printed logarithm, and the logarithm is then sharp: norm/√(ε|log ε|) → 2. Here exactly for M ≡ 0, where every rate gives the same law of y; remark-theta solves the θ-frame for a signal that is not zero.',
  claims: [
    {
      ...fields,
      id: 'erratum-06/printed',
      expected: 'fail',
      title: 'The equilibrium stays in the frame of the printed θ',
      latex: String.raw`\left|\log\frac{\mathrm{Var}(m)}{\theta^2}\right| \le 0, \quad \theta = \varepsilon+(1-\varepsilon)e^{-2t/\varepsilon}`,
      source: REMARK,
      setting: SETTING,
      form: { shape: 'bound', samples: misfit((epsilon, t) => epsilon + (1 - epsilon) * Math.exp((-2 * t) / epsilon)) },
    },
    {
      ...fields,
      id: 'erratum-06/corrected',
      expected: 'pass',
      title: 'The equilibrium stays in the frame of the corrected θ',
      latex: String.raw`\left|\log\frac{\mathrm{Var}(m)}{\theta^2}\right| \le 0, \quad \theta^2 = \varepsilon^2+(1-\varepsilon^2)e^{-2t/\varepsilon}`,
      source: REMARK,
      setting: SETTING,
      form: {
        shape: 'bound',
        // θ by the differential equation that the frame asks for, not by the formula of the variance.
        samples: misfit((epsilon, t) => Math.sqrt(thetaSquare(epsilon, t))),
      },
    },
    {
      ...fields,
      id: 'erratum-06/logarithm',
      expected: 'pass',
      title: 'First estimate for unprepared data, with its logarithm',
      latex: String.raw`\frac{\|p^\varepsilon-\bar p^\varepsilon\mathcal{M}_{\varepsilon,N}\|_{L^2(0,\infty;L^1)}}{\sqrt{\varepsilon|\log\varepsilon|}} \le 2`,
      source: 'Theorem 2.1, first estimate',
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          EPSILONS.map((epsilon) => {
            const { value, error } = scaled(unpreparedSquare(epsilon), 1 / Math.abs(Math.log(epsilon)));
            const root = Math.sqrt(value);
            return { epsilon, measured: { value: root, error: { y: (error.y ?? 0) / root } }, bound: exactly(2) };
          }),
      },
    },
    {
      ...fields,
      id: 'erratum-06/logarithm-sharp',
      expected: 'pass',
      title: 'The logarithm is sharp for unprepared data',
      latex: String.raw`4\varepsilon\left(|\log\varepsilon|-2.1\right) \le \|p^\varepsilon-\bar p^\varepsilon\mathcal{M}_{\varepsilon,N}\|^2_{L^2(0,\infty;L^1)}`,
      source: 'not in the paper',
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          EPSILONS.map((epsilon) => ({
            epsilon,
            measured: exactly(4 * (Math.abs(Math.log(epsilon)) - 2.1)),
            bound: unpreparedSquare(epsilon),
          })),
      },
    },
    {
      ...fields,
      id: 'erratum-06/no-logarithm',
      expected: 'fail',
      title: 'First estimate for unprepared data, without logarithm',
      latex: String.raw`\|p^\varepsilon-\bar p^\varepsilon\mathcal{M}_{\varepsilon,N}\|^2_{L^2(0,\infty;L^1)} \le C\varepsilon, \quad C \text{ of the next larger } \varepsilon`,
      source: 'Theorem 2.1, first estimate',
      setting: SETTING,
      form: {
        shape: 'bound',
        samples: () =>
          EPSILONS.slice(1).map((epsilon, i) => ({
            epsilon,
            measured: difference(unpreparedSquare(epsilon), unpreparedSquare(EPSILONS[i])),
            bound: exactly(0),
          })),
      },
    },
  ],
};

/** θ² from (θ²)′ = 2ε − 2θ²/ε, θ(0) = 1, by 256 steps of the classical Runge–Kutta method for each ε of time. */
function thetaSquare(epsilon: number, t: number): number {
  const steps = Math.ceil((256 * t) / epsilon);
  const h = t / steps;
  const slope = (square: number): number => 2 * epsilon - (2 * square) / epsilon;
  let square = 1;
  for (let i = 0; i < steps; i++) {
    const a = slope(square);
    const b = slope(square + (h / 2) * a);
    const c = slope(square + (h / 2) * b);
    const d = slope(square + h * c);
    square += (h / 6) * (a + 2 * b + 2 * c + d);
  }
  return square;
}

export default statement;
