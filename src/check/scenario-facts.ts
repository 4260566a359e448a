import type { Formula, Profile, Scenario } from '../model/scenario.ts';
import type { Constants } from '../theory/constants.ts';
import type { ScenarioFacts } from './statement.ts';

/** What the report prints about a scenario: its formulas, constants and range. */
export function scenarioFacts(scenario: Scenario, constants: Constants, epsilons: readonly number[]): ScenarioFacts {
  return {
    name: scenario.name,
    ...(scenario.file === undefined ? {} : { file: scenario.file }),
    hash: scenario.hash,
    constants: Object.values(constants).map((constant) => ({
      symbol: constant.symbol,
      value: constant.value,
      uncertainty: constant.uncertainty,
      provenance: constant.provenance,
    })),
    formulas: formulas(scenario),
    epsilons,
    time: scenario.time,
  };
}

function formulas(scenario: Scenario): ScenarioFacts['formulas'] {
  const { signal, kernel, initial, space, velocities } = scenario;
  const limit =
    initial.limitDensity.text === initial.density.text
      ? []
      : [{ symbol: '\\bar p_0 \\propto', latex: initial.limitDensity.latex }];
  return [
    { symbol: 'M(t,x) =', latex: signal.value.latex },
    { symbol: "\\Lambda(z,v,v') =", latex: kernel.rate.latex },
    { symbol: '\\bar p_0^{\\varepsilon} \\propto', latex: initial.density.latex },
    ...limit,
    { symbol: 'y \\sim', latex: profileLatex(initial.profile) },
    { symbol: 'x \\in', latex: spaceLatex(space) },
    { symbol: 'V =', latex: velocityLatex(velocities.points) },
  ];
}

function profileLatex(profile: Profile): string {
  if (profile.type === 'expression') return profile.value.latex;
  const single = profile.components.length === 1;
  return profile.components
    .map(
      ({ weight, mean, deviation }) =>
        `${single ? '' : `${weight}\\,`}\\mathcal{N}(${mean.latex},\\, ${squared(deviation)})`,
    )
    .join(' + ');
}

const squared = (deviation: Formula): string =>
  deviation.text.trim() === '1' ? '1' : `\\left(${deviation.latex}\\right)^2`;

function spaceLatex(space: Scenario['space']): string {
  const power = space.dimension === 1 ? '' : `^${space.dimension}`;
  return space.domain === 'torus'
    ? `(\\mathbb{R}/${space.length === 1 ? '' : space.length}\\mathbb{Z})${power}`
    : `\\mathbb{R}${power} \\text{ (solved on } [-${space.halfWidth}, ${space.halfWidth}]${power})`;
}

/** Longer lists of velocities are counted instead. */
const LISTED_VELOCITIES = 4;

function velocityLatex(points: readonly (readonly number[])[]): string {
  if (points.length > LISTED_VELOCITIES) return `\\{v_1, \\dots, v_{${points.length}}\\}`;
  const vectors = points.map((point) => (point.length === 1 ? `${point[0]}` : `(${point.join(', ')})`));
  return `\\{${vectors.join(',\\, ')}\\}`;
}
