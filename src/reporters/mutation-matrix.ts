import {
  expectedKillers,
  type Fate,
  fate,
  killers,
  type MutantOutcome,
  PROGRAM,
  type Sighting,
} from '../check/mutation.ts';

/** What the matrix is made of; `idle` are the claims that kill nothing. */
export interface MutationResult {
  readonly outcomes: readonly MutantOutcome[];
  readonly idle: readonly string[];
  /** What was run, for example "profile quick". */
  readonly setting: string;
}

const FATES: { readonly [fate in Fate]: string } = {
  expected: 'killed as expected',
  killed: 'killed otherwise',
  doubted: 'doubted',
  survived: 'survived',
};

/** Other claims that are named besides the expected ones. */
const MOST_NAMED = 4;

const statementOf = ({ claim }: Pick<Sighting, 'claim'>): string => claim.split('/')[0];

/** `proposition-4.1` → `P4.1`, so that a row fits a line. */
const heading = (id: string): string =>
  id.replace(
    /^(assumption|erratum|lemma|proposition|theorem)-(.*)$/,
    (_, kind: string, label: string) => `${kind === 'erratum' ? 'e' : kind[0].toUpperCase()}${label}`,
  );

/** The matrix faults × statements, what killed each fault, and the claims that killed none, as Markdown. */
export function mutationMatrix({ outcomes, idle, setting }: MutationResult): string {
  const statements = [...new Set(outcomes.flatMap(({ sightings }) => sightings.map(statementOf)))].sort();
  const matrix = [
    ['fault', ...statements.map(heading), 'fate'],
    ...outcomes.map((outcome) => [
      outcome.mutant.name,
      ...statements.map((id) => cell(outcome.sightings.filter((sighting) => statementOf(sighting) === id))),
      FATES[fate(outcome)],
    ]),
  ];
  const count = (wanted: Fate): number => outcomes.filter((outcome) => fate(outcome) === wanted).length;
  const surviving = outcomes.filter((outcome) => ['doubted', 'survived'].includes(fate(outcome)));
  return [
    '# Mutation matrix',
    '',
    `${outcomes.length} deliberate faults, one at a time, each under the whole check (${setting}): ` +
      `${count('expected')} killed by a claim named beforehand, ${count('killed')} by others only, ` +
      `${count('doubted')} doubted, ${count('survived')} survived.`,
    '',
    'A number counts the entries (claim, scenario) of a statement that fail; `c` some crashed, `?` some are no longer',
    'judged, none fails; `·` nothing changed. A statement that notices no fault has no column.',
    '',
    ...table(matrix),
    '',
    '## Faults',
    '',
    ...outcomes.flatMap(fault),
    '## Survivors',
    '',
    ...(surviving.length === 0 ? ['None.'] : surviving.map(({ mutant }) => `- ${mutant.name}`)),
    '',
    '## Claims that kill nothing',
    '',
    ...(idle.length === 0 ? ['None.'] : idle.map((id) => `- ${id}`)),
    '',
  ].join('\n');
}

function cell(seen: readonly Sighting[]): string {
  const failed = seen.filter(({ sign }) => sign === 'fail').length;
  if (failed > 0) return String(failed);
  if (seen.length === 0) return '·';
  return seen.some(({ sign }) => sign === 'crashed') ? 'c' : '?';
}

function fault(outcome: MutantOutcome): string[] {
  const { mutant, refusal, profile, sightings } = outcome;
  const hit = expectedKillers(outcome);
  const others = killers(outcome).filter((claim) => !hit.includes(claim));
  const rest = others.length - MOST_NAMED;
  const named = [
    ...hit.map((claim) => (claim === PROGRAM ? 'the program refuses' : `**${claim}**`)),
    ...others.slice(0, MOST_NAMED),
    ...(rest > 0 ? [`${rest} more`] : []),
  ];
  const missed = hit.length === 0 ? `; expected ${mutant.expectedKillers.join(' or ')}` : '';
  const open = [...new Set(sightings.filter(({ sign }) => sign !== 'fail').map(({ claim }) => claim))];
  return [
    `- **${mutant.name}** (${mutant.file}): ${mutant.why}`,
    `  ${FATES[fate(outcome)]} (${profile})${named.length > 0 ? `: ${named.join(', ')}` : ''}${missed}`,
    ...(refusal === undefined ? [] : [`  ended without a report: ${refusal}`]),
    ...(named.length === 0 && open.length > 0 ? [`  no longer judged: ${open.slice(0, MOST_NAMED).join(', ')}`] : []),
    '',
  ];
}

function table([head, ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, i) => text.padEnd(widths[i])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
