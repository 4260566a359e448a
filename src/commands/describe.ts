import { loadStatements, selectStatements } from './statements.ts';

const NEEDS = {
  case: 'solved cases',
  variants: 'several solutions of one case',
  model: 'the model alone, no solver',
  nothing: 'neither scenario nor solver',
} as const;

/** `lemmata describe`: prints one statement, or one of its claims, with everything it is checked against. */
export async function describeCommand(names: readonly string[]): Promise<number> {
  const [statement] = selectStatements(await loadStatements(), names);
  const lines = [
    `${statement.id}: ${statement.title}`,
    `  ${statement.latex}`,
    `  source: ${statement.source}`,
    `  assumptions: ${statement.hypotheses.join(', ') || 'none'}`,
    `  uses: ${statement.dependsOn.join(', ') || 'none'}`,
    ...(statement.note === undefined ? [] : [`  note: ${statement.note}`]),
    ...statement.claims.flatMap((claim) => [
      '',
      `${claim.id} [${claim.kind}]: ${claim.title}`,
      `  ${claim.latex}`,
      `  source: ${claim.source}`,
      `  needs: ${NEEDS[claim.needs]}`,
      ...(claim.kind === 'rate' ? [`  order to reach: ${claim.proved}`] : []),
      ...(claim.hypotheses?.length ? [`  skipped when the scenario violates: ${claim.hypotheses.join(', ')}`] : []),
    ]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
