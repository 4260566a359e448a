import {
  averagedRateSamples,
  exactly,
  finalValue,
  residuals,
  type Statement,
  scaled,
  squareRoot,
} from '../src/index.ts';

/** Y(0) − 1 of the scenario `relaxation`: the square of the mean of y. */
const START = 0.8 ** 2;

/** A quarter of the wave length of the signal of `fast-signal`. */
const QUARTER = 1 / 80;

/** Just behind the kink at x = 0, in units of ε: D_tM has jumped, D_tN has not followed yet. */
const BEHIND = 1e-3;

const secondRate = {
  kind: 'control',
  needs: 'case',
  latex: String.raw`\|\bar p^\varepsilon-\bar p\|_{L^1}(T) = O(\varepsilon)`,
  source: 'not in the paper',
  scale: 1,
  form: { kind: 'rate', needs: 'case', proved: 1, quantity: (context) => finalValue(context, 'limitDistance') },
} as const satisfies Partial<Statement['claims'][number]>;

/** Between ½, what the growing rate leaves, and 1 up to a logarithm, what the same data give with a bounded rate. */
const BETWEEN = 0.7;

const outflow = {
  latex: String.raw`\|\bar p^\varepsilon-\bar p\|_{L^1}(T) = O(\varepsilon^{0.7})`,
  form: { ...secondRate.form, proved: BETWEEN },
} as const;

const statement: Statement = {
  id: 'controls',
  title: 'Scenarios that break one hypothesis lose the estimate that needs it',
  latex: String.raw`\neg(2.x) \implies \neg\text{(the estimate)}`,
  source: 'negative controls',
  hypotheses: [],
  dependsOn: [],
  note: 'Run by name: `lemmata verify controls`. Each control names its scenario of scenarios/controls/ and passes when the estimate visibly degrades there, or, where a weaker hypothesis is enough, does not.',
  claims: [
    {
      ...secondRate,
      ...outflow,
      id: 'controls/growing-outflow',
      expected: 'fail',
      title: 'Outflow growing like z² with data far in y: the second estimate drops to ½, (2.2a)',
      scenario: 'growing-outflow',
    },
    {
      ...secondRate,
      ...outflow,
      id: 'controls/bounded-outflow',
      expected: 'pass',
      title: 'The same data with a bounded rate: the second estimate loses a logarithm only',
      scenario: 'bounded-outflow',
    },
    {
      ...secondRate,
      id: 'controls/slow-marginals',
      expected: 'fail',
      title: '‖p̄₀ − p̄₀^ε‖ of order √ε: the second estimate drops to ½, (2.5)',
      scenario: 'slow-marginals',
    },
    {
      ...secondRate,
      id: 'controls/marginals-of-order-one',
      expected: 'pass',
      title: '‖p̄₀ − p̄₀^ε‖ of order ε: the second estimate keeps rate 1, (2.5) asks more than it needs',
      scenario: 'marginals-of-order-one',
    },
    {
      id: 'controls/growing-width',
      kind: 'control',
      needs: 'case',
      expected: 'fail',
      title: 'Width in y growing as ε → 0: the first estimate loses rate ½, (2.3′) and (2.4)',
      latex: String.raw`\|p^\varepsilon-\bar p^\varepsilon\mathcal{M}_{\varepsilon,N}\|_{L^2(0,T;L^1)} = O(\varepsilon^{1/2})`,
      source: 'Theorem 2.1, first estimate',
      scale: 1,
      scenario: 'growing-width',
      form: {
        kind: 'rate',
        needs: 'case',
        proved: 0.5,
        quantity: (context) => squareRoot(finalValue(context, '∫equilibriumDistance²')),
      },
    },
    {
      id: 'controls/kinked-signal',
      kind: 'control',
      needs: 'model',
      expected: 'fail',
      title: 'A kink in the signal: D_tN does not reach D_tM, (2.1)',
      latex: String.raw`\sup_\varepsilon\frac{|D_tM-D_tN|(T,0^+,1)}{\varepsilon+e^{-T/\varepsilon}} < \infty`,
      source: 'Theorem 2.1, third estimate',
      scale: 1,
      scenario: 'kinked-signal',
      form: {
        kind: 'hypothesis',
        needs: 'model',
        quantity: ({ model, epsilon }) => {
          const x = Float64Array.of(BEHIND * epsilon);
          const [M, N] = [new Float64Array(1), new Float64Array(1)];
          const { time } = model.scenario;
          const v = model.velocities[model.velocities.length - 1];
          model.pathGradient(time, x, v, M);
          model.adaptation(epsilon).gradient(time, x, v, N);
          const gap = Math.abs(M[0] - N[0]);
          // The quadrature along the path sees the kink between two nodes: it is off by the part of the memory before it.
          const bar = 2 * BEHIND * gap;
          return scaled({ ...exactly(gap), error: { sampling: bar } }, 1 / (epsilon + Math.exp(-time / epsilon)));
        },
      },
    },
    {
      id: 'controls/fast-signal',
      kind: 'control',
      needs: 'model',
      expected: 'pass',
      title: 'A fast signal: D_tN reaches D_tM, though at the largest ε it does not seem to',
      latex: String.raw`\sup_\varepsilon\frac{\|(D_tM-D_tN)(T,\cdot,1)\|_{L^\infty}}{\varepsilon} < \infty`,
      source: 'Theorem 2.1, third estimate',
      scale: 1,
      scenario: 'fast-signal',
      form: {
        kind: 'hypothesis',
        needs: 'model',
        quantity: ({ model, epsilon }) => {
          // A plane wave: two points a quarter of a wave apart give its amplitude, Kω·ωε/√(1 + ω²ε²).
          const x = Float64Array.of(0, QUARTER);
          const [M, N] = [new Float64Array(2), new Float64Array(2)];
          const { time } = model.scenario;
          const v = model.velocities[model.velocities.length - 1];
          model.pathGradient(time, x, v, M);
          model.adaptation(epsilon).gradient(time, x, v, N);
          return exactly(Math.hypot(M[0] - N[0], M[1] - N[1]) / epsilon);
        },
      },
    },
    {
      id: 'controls/sign-trap',
      kind: 'control',
      needs: 'model',
      expected: 'fail',
      title: 'The averaged rate as a convolution without the reflection',
      latex: String.raw`\bar\Lambda(a,v,v') = (\Lambda(\cdot,v,v')*\mathcal{M})(a)`,
      source: '(1.12) with the wrong sign',
      scale: 1,
      scenario: 'marginals-of-order-one',
      form: {
        kind: 'identity',
        needs: 'model',
        resolution: 1e-4,
        samples: (context) => averagedRateSamples(context, 1),
      },
    },
    {
      id: 'controls/sign-trap-below',
      kind: 'control',
      needs: 'model',
      expected: 'fail',
      title: 'The same where the wrong convolution is too small: a residual below −1 is no smaller than one above 1',
      latex: String.raw`\bar\Lambda(a,v,v') = (\Lambda(\cdot,v,v')*\mathcal{M})(a)`,
      source: '(1.12) with the wrong sign',
      scale: 1,
      scenario: 'marginals-of-order-one',
      form: {
        kind: 'identity',
        needs: 'model',
        resolution: 1e-4,
        samples: (context) => averagedRateSamples(context, 1).filter(({ residual }) => residual.value < 0),
      },
    },
    {
      id: 'controls/relaxation',
      kind: 'control',
      needs: 'case',
      expected: 'pass',
      title: 'Without signal and with a constant rate, Y is that of the Ornstein–Uhlenbeck process',
      latex: String.raw`Y(t) = 1+(Y(0)-1)e^{-2t/\varepsilon}`,
      source: 'exact solution',
      scale: 1,
      scenario: 'relaxation',
      form: {
        kind: 'identity',
        needs: 'case',
        resolution: 1e-4,
        samples: (context) =>
          residuals(context, 'Y').map(({ time, residual: { value, error } }) => ({
            time,
            residual: { value: value - 1 - START * Math.exp((-2 * time) / context.epsilon), error },
          })),
      },
    },
    {
      id: 'controls/small-densities',
      kind: 'control',
      needs: 'case',
      expected: 'pass',
      title: 'The balance of the relative energy closes within its bar where K starts like log t',
      latex: String.raw`E(t)-E(0)+\tfrac1\varepsilon\int_0^tI\,ds = \int_0^t\left(\tfrac12J+K\right)ds`,
      source: 'Proposition 4.1, proof',
      scale: 1,
      scenario: 'small-densities',
      form: {
        kind: 'identity',
        needs: 'case',
        resolution: 1e-2,
        samples: (context) => residuals(context, 'energyIdentity'),
      },
    },
  ],
};

export default statement;
