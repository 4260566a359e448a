import { type Dependency, dependencies } from '../check/dependency-graph.ts';
import type { Report, Statement, Verdict } from '../check/statement.ts';
import { verdictText } from './claim-text.ts';
import { bullets, fence } from './markdown-blocks.ts';
import { statementPath } from './markdown-paths.ts';

/** Fill and border of a node, told apart also in print; its word says the same. */
const STYLES: { readonly [verdict in Verdict]: string } = {
  pass: 'fill:#d5f0e4,stroke:#009e73,color:#000',
  fail: 'fill:#f9d9c7,stroke:#d55e00,color:#000,stroke-width:3px',
  inconclusive: 'fill:#fbecc8,stroke:#e69f00,color:#000',
  vacuous: 'fill:#eeeeee,stroke:#888888,color:#000',
  crashed: 'fill:#efd9e6,stroke:#cc79a7,color:#000,stroke-width:3px',
};
const OTHER_STYLES = {
  absent: 'fill:#ffffff,stroke:#bbbbbb,color:#666',
  suspect: 'stroke:#d55e00,stroke-width:3px,stroke-dasharray:6 4',
};

/** Which proof uses which statement, each with its verdict, and the suspects of those that failed. */
export function graphSection(report: Report, statements: readonly Statement[]): readonly string[] {
  const suspects = report.statements
    .filter((outcome) => outcome.suspects.length > 0)
    .map((outcome) => `${outcome.id} failed; suspect: ${outcome.suspects.join(', ')}.`);
  const arrows = dependencies(statements);
  const drawn = drawnIds(arrows);
  const alone = report.statements
    .filter(({ id }) => !drawn.has(id))
    .map(({ id, verdict }) => `[${id}](${statementPath(id)}) ${verdictText(verdict)}`);
  return [
    '## How the statements depend on each other',
    'An arrow leads from a statement to one that its proof uses; a dotted arrow leads to an assumption, drawn where it enters first. Whoever uses a statement that failed is suspect: its own checks may pass, its proof is no longer supported.',
    ...(arrows.length > 0 ? [fence('mermaid', graphText(report, statements))] : []),
    ...(suspects.length > 0 ? [bullets(suspects)] : []),
    ...(alone.length > 0 ? [`Not drawn, because no arrow leads to or from them: ${alone.join(', ')}.`] : []),
  ];
}

/**
 * The graph in Mermaid, users above what they use. A statement that was not asked for is drawn without a verdict, one
 * without arrows is not drawn.
 */
export function graphText(report: Report, statements: readonly Statement[]): string {
  const verdicts = new Map(report.statements.map(({ id, verdict }) => [id, verdict]));
  const suspects = new Set(report.statements.flatMap((outcome) => outcome.suspects));
  const arrows = dependencies(statements);
  const drawn = drawnIds(arrows);
  const ids = [...new Set([...statements.map(({ id }) => id).filter((id) => drawn.has(id)), ...drawn])];
  const node = (id: string): string => {
    const verdict = verdicts.get(id);
    const words = verdict === undefined ? 'not checked' : verdictText(verdict);
    const suspect = suspects.has(id) ? ', suspect' : '';
    return `  ${nodeName(id)}["${id}<br/>${words}${suspect}"]:::${verdict ?? 'absent'}`;
  };
  const arrow = ({ from, to, kind }: Dependency): string =>
    `  ${nodeName(from)} ${kind === 'proof' ? '-->' : '-.->'} ${nodeName(to)}`;
  const marked = ids.filter((id) => suspects.has(id)).map(nodeName);
  return [
    'flowchart TD',
    ...ids.map(node),
    ...arrows.map(arrow),
    ...Object.entries({ ...STYLES, ...OTHER_STYLES }).map(([name, style]) => `  classDef ${name} ${style}`),
    ...(marked.length > 0 ? [`  class ${marked.join(',')} suspect`] : []),
  ].join('\n');
}

const drawnIds = (arrows: readonly Dependency[]): ReadonlySet<string> =>
  new Set(arrows.flatMap(({ from, to }) => [from, to]));

/** Mermaid's names take neither dots nor hyphens safely; the two stay apart. */
const nodeName = (id: string): string => id.replaceAll('-', '_').replaceAll('.', '__');
