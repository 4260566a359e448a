import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markdownReporter, verificationText } from '../../src/reporters/markdown.ts';
import { compactTable, table } from '../../src/reporters/markdown-blocks.ts';
import {
  claimFixture,
  inputFixture,
  reportFixture,
  statementFixture,
  statementsFor,
  unresolvedFixture,
} from '../fixtures/report.ts';

const report = reportFixture();
const input = { report, statements: statementsFor(report) };

/** A text of the Markdown report, or '' when it is not written. */
async function page(path: string, own = input): Promise<string> {
  return (await markdownReporter(own)).files.find((file) => file.path === path)?.text ?? '';
}

describe('markdown', async () => {
  const text = verificationText(report, input.statements);
  const { files } = await markdownReporter(input);
  const pages = files.filter(({ path }) => path.endsWith('.md'));

  test('opens with the summary, before anything else', () => {
    const headings = [...text.matchAll(/^##? (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Verification report',
      'Summary',
      'What needs attention',
      'How the statements depend on each other',
      'Observed orders',
      'Sharpness',
      'Scenarios',
      'Legend',
    ]);
  });

  test('has a page for every statement, after the summary', () => {
    expect(pages.map(({ path }) => path)).toEqual([
      'verification.md',
      'statements/lemma-3.1.md',
      'statements/proposition-3.2.md',
      'statements/theorem-2.1.md',
    ]);
  });

  test('every table row has as many cells as its header', () => {
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    for (const block of pages
      .flatMap((own) => own.text.trimEnd().split('\n\n'))
      .filter((part) => part.startsWith('|'))) {
      const [header, ...rows] = block.split('\n');
      for (const row of rows) expect(cells(row)).toBe(cells(header));
    }
  });

  test('shows measured value, bar, bound, headroom, error source and verdict of a worst case', async () => {
    expect(await page('statements/proposition-3.2.md')).toContain(
      '| travelling-wave | ✗ fail | 0.7000000 ± 2.3e-6 | 0.5 | 1.4 | ε = 0.01, t = 1 | y (87 %) |',
    );
  });

  test('shows fitted order, pairwise orders and dropped points of a rate', async () => {
    expect(await page('statements/theorem-2.1.md')).toContain(
      '| 0.500 [0.497, 0.503] | 0.310, 0.500, 0.500, 0.500, 0.500 | 0.1 (pre-asymptotic) |',
    );
  });

  test('entries that are open for one reason share an item, with every command', () => {
    const own = inputFixture(['a/1', 'a/2'].map((id) => unresolvedFixture(id)));
    const shared = verificationText(own.report, own.statements);
    expect(shared).toContain('* ? inconclusive, 2 entries on s: too coarse\n  * `run a/1`\n  * `run a/2`');
  });

  test('a raw verdict that differs from the verdict is shown', async () => {
    const erratum = claimFixture({ id: 'a/erratum', kind: 'erratum', verdict: 'pass', observedVerdict: 'fail' });
    const own = reportFixture([statementFixture('a', [erratum])]);
    expect(await page('statements/a.md', { report: own, statements: statementsFor(own) })).toContain(
      '✓ pass (raw: fail)',
    );
  });

  test('every link leads to a file that is written and a heading that is there', () => {
    const anchors = new Map(
      pages.map((own) => [
        own.path,
        [...own.text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
          heading
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, '')
            .replaceAll(' ', '-'),
        ),
      ]),
    );
    const written = files.map(({ path }) => path);
    for (const { path, text: own } of pages) {
      for (const [, link] of own.matchAll(/\]\(([^)]+)\)/g)) {
        if (link.startsWith('../docs/')) continue;
        const [file, anchor] = link.split('#');
        const target = file === '' ? path : posix.join(posix.dirname(path), file);
        expect(written, `${link} on ${path}`).toContain(target);
        if (anchor !== undefined) expect(anchors.get(target), `${link} on ${path}`).toContain(anchor);
      }
    }
  });

  test('links every plot that it writes', () => {
    const linked = pages.flatMap((own) =>
      [...own.text.matchAll(/\]\(\.\.\/(plots\/[^)]+)\)/g)].map(([, path]) => path),
    );
    expect(files.map(({ path }) => path).filter((path) => path.endsWith('.svg'))).toEqual(linked);
    expect(linked).toEqual(['plots/theorem-2.1-first-rate.svg']);
  });

  test('is the same text twice', async () => {
    expect(await markdownReporter(input)).toEqual(await markdownReporter(input));
  });

  test('a column without content is left out', () => {
    expect(
      compactTable(
        ['a', 'b', 'c'],
        [
          ['1', '', '2'],
          ['', '', '3'],
        ],
      ),
    ).toBe('| a | c |\n| --- | --- |\n| 1 | 2 |\n|  | 3 |');
  });

  test('a pipe in a cell does not end it', () => expect(table(['a'], [['|x|']])).toContain('| \\|x\\| |'));
});

describe('steps of a proof', () => {
  const own = reportFixture([
    statementFixture('a', [
      claimFixture({ id: 'a/estimate' }),
      claimFixture({ id: 'a/good-step' }),
      claimFixture({ id: 'a/bad-step', verdict: 'fail' }),
      claimFixture({ id: 'a/bad-step', scenario: 'equilibrium' }),
    ]),
  ]);
  const statements = statementsFor(own).map((statement) => ({
    ...statement,
    claims: statement.claims.map((claim) => ({
      ...claim,
      title: 'p < q',
      ...(claim.id.endsWith('step') ? { step: true as const } : {}),
    })),
  }));

  test('come last on the page, folded unless they want attention', async () => {
    const text = await page('statements/a.md', { report: own, statements });
    const [claims, steps] = text.split('## Steps of the proof');
    expect(claims).toContain('### a/estimate');
    expect(claims).not.toContain('step</b>');
    expect(steps).toContain('<details>\n<summary>✓ pass — <b>a/good-step</b>: p &lt; q (1 of 1)</summary>\n\n');
    expect(steps).toContain('<details open>\n<summary>✗ fail — <b>a/bad-step</b>: p &lt; q (1 of 2)</summary>\n\n');
  });

  test('do not count as the tightest bound of their statement', () => {
    const tight = own.statements[0].claims.map((claim) =>
      claim.id === 'a/bad-step' ? { ...claim, ratio: 1.5 } : claim,
    );
    const text = verificationText({ ...own, statements: [{ ...own.statements[0], claims: tight }] }, statements);
    expect(text).toContain('| 0.0893 (estimate, travelling-wave) |');
  });

  test('without any, there is no such section', async () => {
    expect(await page('statements/lemma-3.1.md')).not.toContain('Steps of the proof');
  });
});
