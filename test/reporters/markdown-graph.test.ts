import { describe, expect, test } from 'vitest';
import { loadStatements } from '../../src/commands/statements.ts';
import { verificationText } from '../../src/reporters/markdown.ts';
import { graphText } from '../../src/reporters/markdown-graph.ts';
import { claimFixture, reportFixture, statementFixture, statementsFor } from '../fixtures/report.ts';

const report = reportFixture();
const input = { report, statements: statementsFor(report) };

describe('graph of dependencies', () => {
  const text = graphText(report, input.statements);

  test('has a node with its verdict for every statement, users above what they use', () => {
    expect(text.split('\n').slice(0, 7)).toEqual([
      'flowchart TD',
      '  lemma_3__1["lemma-3.1<br/>✓ pass"]:::pass',
      '  proposition_3__2["proposition-3.2<br/>✗ fail"]:::fail',
      '  theorem_2__1["theorem-2.1<br/>? inconclusive, suspect"]:::inconclusive',
      '  assumption_2__1["assumption-2.1<br/>not checked"]:::absent',
      '  lemma_3__1 -.-> assumption_2__1',
      '  proposition_3__2 -.-> assumption_2__1',
    ]);
    expect(text).toContain('\n  theorem_2__1 --> proposition_3__2\n');
  });

  test('marks the suspects of what failed, and names them', () => {
    expect(text).toMatch(/\n {2}class theorem_2__1 suspect$/);
    expect(verificationText(report, input.statements)).toContain('* proposition-3.2 failed; suspect: theorem-2.1.');
    const fine = reportFixture([statementFixture('a', [claimFixture({ id: 'a/b' })])]);
    expect(graphText(fine, statementsFor(fine))).not.toContain(' class ');
  });

  test('names statements without arrows instead of drawing them', () => {
    const alone = reportFixture([
      statementFixture('a', [claimFixture({ id: 'a/b' })]),
      statementFixture('b', [claimFixture({ id: 'b/c', verdict: 'fail' })]),
    ]);
    const bare = statementsFor(alone).map((statement) => ({ ...statement, hypotheses: [] }));
    const summary = verificationText(alone, bare);
    expect(summary).not.toContain('mermaid');
    expect(summary).toContain('leads to or from them: [a](statements/a.md) ✓ pass, [b](statements/b.md) ✗ fail.');
  });

  test('keeps to a form that every Mermaid knows', async () => {
    const all = await loadStatements();
    const outcomes = all.map(({ id }) => statementFixture(id, [claimFixture({ id: `${id}/a` })]));
    const [head, ...rest] = graphText(reportFixture(outcomes), all).split('\n');
    expect(head).toBe('flowchart TD');
    const name = String.raw`\w*[A-Za-z]\w*`;
    const forms = [
      String.raw`${name}\["[\w.-]+<br/>[^"<>\[\]]+"\]:::[a-z]+`,
      String.raw`${name} (-->|-\.->) ${name}`,
      String.raw`classDef [a-z]+ [a-z-]+:[#\w ]+(,[a-z-]+:[#\w ]+)*`,
      `class ${name}(,${name})* suspect`,
    ];
    for (const line of rest) expect(line).toMatch(new RegExp(`^ {2}(${forms.join('|')})$`));
    // A statement that no arrow touches is not drawn.
    const used = new Set(all.flatMap(({ dependsOn, hypotheses }) => [...dependsOn, ...hypotheses]));
    const touched = all.filter(
      ({ id, dependsOn, hypotheses }) => used.has(id) || dependsOn.length + hypotheses.length > 0,
    );
    const nodes = rest.map((line) => line.match(/^ {2}(\w+)\[/)?.[1]).filter(Boolean);
    expect(new Set(nodes).size).toBe(touched.length);
  });
});
