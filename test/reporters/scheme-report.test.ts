import { describe, expect, test } from 'vitest';
import type { SchemeStudy } from '../../src/check/own-scheme/study.ts';
import { badge, badgeText } from '../../src/reporters/badge.ts';
import { schemeReport } from '../../src/reporters/scheme-report.ts';
import { curvesSvg } from '../../src/reporters/scheme-report-curves.ts';
import { mapSvg } from '../../src/reporters/scheme-report-map.ts';
import { studyMadeUp } from '../fixtures/scheme-study.ts';

const OPTIONS = { version: '0.0.0', rerun: 'npx lemmata scheme-report --scheme made-up' };
const page = (study: SchemeStudy): string => schemeReport(study, OPTIONS).files[0].text;

const good = await studyMadeUp({});
const notPreserving = await studyMadeUp({
  error: (epsilon, { time }) => 0.01 * time + (0.05 * time) / (time + 1000 * epsilon),
});
const crashed = await studyMadeUp({ crash: () => 'cannot read <case> | "x"' });

/** Elements that are not closed, attributes without quotes, loose < and &: what makes a picture unreadable. */
function flawsOf(svg: string): readonly string[] {
  const open: string[] = [];
  const flaws: string[] = [];
  const rest = svg.replace(/<(\/?)([\w]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, __, alone) => {
    if (end && open.pop() !== name) flaws.push(`</${name}> closes another element`);
    if (!end && !alone) open.push(name);
    return '';
  });
  if (/[<>]|&(?!(amp|lt|gt);)/.test(rest)) flaws.push(`not text: ${rest.slice(0, 80)}`);
  return [...flaws, ...open.map((name) => `<${name}> is not closed`)];
}

describe('the page about a scheme', () => {
  test('has every chapter, and every claim with its verdict', () => {
    const text = page(good);
    expect(text.match(/^## .*$/gm)).toEqual([
      '## 1. Consistency',
      '## 2. Asymptotic preservation',
      '## 3. Uniform accuracy',
      '## 4. Structure',
      '## 5. Cost against ε',
    ]);
    for (const { title } of good.findings) expect(text).toContain(`| ${title} |`);
    expect(text.match(/✓ pass/g)).toHaveLength(good.findings.length);
    expect(text).toContain('The worst order over ε is 1.000 [');
  });

  test('names the pictures that it comes with', () => {
    const { files } = schemeReport(good, OPTIONS);
    expect(files.map(({ path }) => path)).toEqual([
      'scheme-report.md',
      'scheme-report-errors.svg',
      'scheme-report-limit.svg',
      'scheme-report-map.svg',
      'badge.svg',
    ]);
    for (const { path } of files.slice(1)) expect(files[0].text).toContain(`](${path})`);
  });

  test('depends on the machine in the chapter on cost alone', async () => {
    const slow = page(await studyMadeUp({ seconds: 77 }));
    const upToCost = (text: string): string => text.slice(0, text.indexOf('## 5.'));
    expect(upToCost(slow)).toBe(upToCost(page(good)));
    expect(slow.slice(slow.indexOf('## 5.'))).toContain('| 77 |');
    expect(slow).not.toBe(page(good));
  });

  test('gives the failure with its numbers', () => {
    const { terminal, files } = schemeReport(notPreserving, OPTIONS);
    expect(files[0].text).toMatch(
      /the distance to the limit is of the size .* \| 0\.0\d+ ± .* ≤ 0\.0\d+.* \| ✗ fail \|/,
    );
    expect(terminal).toMatch(/✗ fail +asymptotics\/limit +0\.0/);
    expect(terminal.trimEnd().split('\n').at(-1)).toMatch(/^made-up: not AP, order 1\.0, 2 fail$/);
  });

  test('says why nothing could be studied', () => {
    expect(page(crashed)).toContain('* travelling-wave, ε = 1, time 1, x 1, y 1: cannot read &lt;case&gt; | "x"');
    expect(page(crashed)).not.toContain('## 1.');
  });
});

describe('the badge', () => {
  const colourOf = (study: SchemeStudy): string | undefined => badge(study).match(/<rect x="\d+" .*fill="(#\w+)"/)?.[1];

  test('counts passes when all is well', () => {
    expect(badgeText(good)).toBe(`AP, order 1.0, ${good.findings.length} pass`);
  });

  test('shows what failed, what is open, and what crashed', async () => {
    expect(badgeText(notPreserving)).toBe('not AP, order 1.0, 2 fail');
    expect(badgeText(crashed)).toBe('1 crashed');
    const open = await studyMadeUp({ negativePart: (factor) => 1e-4 * factor ** 3 });
    expect(badgeText(open)).toBe(`AP, order 1.0, 1 open, ${open.findings.length - 1} pass`);
    expect(new Set([good, notPreserving, open].map(colourOf)).size).toBe(3);
    expect(colourOf(crashed)).toBe(colourOf(notPreserving));
  });

  test('is whole, and takes nothing from elsewhere', () => {
    for (const study of [good, notPreserving, crashed]) {
      expect(flawsOf(badge(study))).toEqual([]);
      expect(badge(study).replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import|url\((?!#)/);
    }
  });
});

describe('pictures', () => {
  test('are whole', () => {
    const { files } = schemeReport(notPreserving, OPTIONS);
    for (const { text } of files.slice(1)) {
      expect(flawsOf(text)).toEqual([]);
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test('of curves draw every point with its bar, and leave out what a logarithm cannot show', () => {
    const points = [
      { x: 1, y: 0.1, bar: 0.2 },
      { x: 2, y: 0.4, bar: 0.01 },
      { x: 4, y: 0, bar: 0 },
      { x: 8, y: Number.NaN, bar: 0 },
    ];
    const svg = curvesSvg({ title: 'a < b', xLabel: 'x', yLabel: 'y', curves: [{ label: 'one', points }] });
    expect(flawsOf(svg)).toEqual([]);
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(curvesSvg({ title: '', xLabel: '', yLabel: '', curves: [] })).toBe('');
  });

  test('of a map are darker where the error is larger, and say where there is none', () => {
    const svg = mapSvg({
      title: 'map',
      rows: ['a'],
      columns: ['1', '2', '3'],
      notes: ['note'],
      notesTitle: 'notes',
      rowsTitle: '',
      columnsTitle: '',
      cells: [
        { row: 0, column: 0, value: 0.1 },
        { row: 0, column: 1, value: 0.001 },
        { row: 0, column: 2 },
      ],
    });
    expect(flawsOf(svg)).toEqual([]);
    const [large, small] = [...svg.matchAll(/fill="rgb\((\d+),\d+,\d+\)" stroke="white"/g)].map(([, red]) =>
      Number(red),
    );
    expect(large).toBeLessThan(small);
    expect(svg).toContain('1.0e-1');
    expect(svg).toContain('no result');
  });
});
