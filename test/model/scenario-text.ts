/** A valid scenario, one field a line, so that a test can spoil one of them and knows its line. */
const LINES = {
  name: 'name: sample', // line 1
  space: 'space: { dimension: 1, domain: torus, length: 1 }',
  velocities: 'velocities: { set: two-speed, speed: 1 }',
  signal: 'signal: "0.1*sin(2*pi*x - t)"',
  kernel: 'kernel: { rate: "1 + 0.6*tanh(z)" }',
  initial: 'initial:', // line 6
  density: '  density: "1 + 0.5*cos(2*pi*x)*(1 + 0.3*v)"',
  profile: '  profile: { type: gaussian, mean: 0.8, deviation: 1 }',
  time: 'time: 1',
  epsilons: 'epsilons: [0.1, 0.03, 0.01]', // line 10
};

export type Line = keyof typeof LINES;

/** The scenario as YAML with some lines replaced (or left out when undefined) and `more` appended. */
export function scenarioText(changes: { readonly [line in Line]?: string | undefined } = {}, more = ''): string {
  const lines = { ...LINES, ...changes };
  return `${Object.values(lines)
    .filter((line) => line !== undefined)
    .join('\n')}\n${more}`;
}

export const lineOf = (line: Line): number => Object.keys(LINES).indexOf(line) + 1;
