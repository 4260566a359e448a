import { Chalk } from 'chalk';
import { describe, expect, test } from 'vitest';
import { jsonReporter, rounded } from '../src/reporters/json.ts';
import { orderPlot, powerLabel } from '../src/reporters/plot.ts';
import { terminalText } from '../src/reporters/terminal.ts';
import {
  claimFixture,
  inputFixture,
  orderFixture,
  reportFixture,
  statementFixture,
  statementsFor,
  unresolvedFixture,
} from './fixtures/report.ts';

const report = reportFixture();
const input = { report, statements: statementsFor(report) };
const plain = terminalText(input, new Chalk({ level: 0 }));
const lines = plain.split('\n');

describe('terminal', () => {
  test('says verdicts in words, without colour codes', () => {
    expect(plain).not.toContain('\x1b');
    expect(lines[0]).toMatch(/^✓ lemma-3\.1 +pass {2}Title of lemma-3\.1 \(2 of 2 claims pass\)$/);
  });

  test('follows every entry that failed or is inconclusive with its rerun command', () => {
    const red = report.statements
      .flatMap(({ claims }) => claims)
      .filter(({ verdict }) => /fail|inconclusive/.test(verdict));
    expect(red).toHaveLength(2);
    for (const { id, rerun } of red) {
      const at = lines.findIndex((line) => line.includes(` ${id} on `));
      expect(lines[at + 1]).toBe(`    rerun: ${rerun}`);
    }
  });

  test('ends with the counts', () => {
    expect(lines.at(-2)).toBe('Summary: 1 fail, 1 inconclusive, 4 pass, 1 vacuous (profile standard)');
  });

  test('tells a shared reason once, with every command', () => {
    const open = ['a/1', 'a/2'].map((id) => unresolvedFixture(id));
    const text = terminalText(inputFixture(open), new Chalk({ level: 0 }));
    expect(text.match(/too coarse/g)).toHaveLength(1);
    expect(text.match(/ {4}rerun: /g)).toHaveLength(2);
  });

  test('tells a vacuous claim once for all scenarios with the same reason', () => {
    const vacuous = ['s', 'r', 'u'].map((scenario) =>
      claimFixture({ id: 'a/1', verdict: 'vacuous', scenario, note: scenario === 'u' ? 'other' : 'on a torus' }),
    );
    const text = terminalText(inputFixture(vacuous), new Chalk({ level: 0 }));
    expect(
      text
        .split('\n')
        .filter((line) => line.includes('vacuous a/1'))
        .map((line) => line.split('  ')[1]),
    ).toEqual(['– vacuous a/1 on s, r', '– vacuous a/1 on u']);
  });

  test('colours add nothing but escape codes', () => {
    const coloured = terminalText(input, new Chalk({ level: 1 }));
    expect(coloured).toContain('\x1b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is removed
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(plain);
  });
});

describe('json', () => {
  test('writes report.json with the schema and the counts', () => {
    const [{ path, text }] = jsonReporter(input).files;
    const content = JSON.parse(text);
    expect(path).toBe('report.json');
    expect(content.schema).toBe('lemmata/report/1');
    expect(content.summary).toEqual({ pass: 4, fail: 1, inconclusive: 1, vacuous: 1, crashed: 0 });
  });

  test('rounds to two digits of the bar', () => {
    const [claim] = rounded(report).statements[0].claims;
    expect(claim.measured).toBe(0.0446481);
    expect(claim.uncertainty).toBe(2.3e-6);
    expect(claim.ratio).toBe(0.0893);
  });

  test('leaves out what is not a finite number', () => {
    const broken = reportFixture([statementFixture('a', [claimFixture({ id: 'a/b', measured: Number.NaN })])]);
    const [{ text }] = jsonReporter({ report: broken, statements: [] }).files;
    expect(text).not.toContain('null');
    expect(JSON.parse(text).statements[0].claims[0]).not.toHaveProperty('measured');
  });
});

describe('plot', () => {
  test('gives no two of nine curves the same colour and symbol', async () => {
    const names = Array.from({ length: 9 }, (_, i) => `scenario ${i}`);
    const order = orderFixture(0.5, 0.5, 0.4);
    const shapes = async (index: number): Promise<string> => {
      const svg = await orderPlot(
        'Title',
        'error',
        names.map((scenario) => ({ scenario, order })),
      );
      // The legend follows the curves: one filled symbol each, before its text.
      const entry = svg.slice(0, svg.indexOf(`>${names[index]}<`)).lastIndexOf('aria-label="dot"');
      return (
        svg
          .slice(entry)
          .match(/<(?:path|circle)[^>]*>/)?.[0]
          .replace(/transform="[^"]*"|c[xy]="[^"]*"/g, '') ?? ''
      );
    };
    expect(await shapes(0)).not.toBe('');
    expect(await shapes(8)).not.toBe(await shapes(0));
  });

  test('draws every point with its error bar, dropped ones hollow', async () => {
    const svg = await orderPlot('Title', 'error', [{ scenario: 'one', order: orderFixture(0.5, 0.5, 0.4) }]);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg.match(/aria-label="rule"[\s\S]*?<\/g>/)?.[0].match(/<line/g)).toHaveLength(6);
    expect(svg.match(/<circle[^>]*fill="white"/g)).toHaveLength(1);
    expect(svg).toContain('observed 0.500 [0.497, 0.503]');
    expect(svg).not.toMatch(/ id="/);
  });

  test('a bar that reaches below zero, and a value that is zero, do not break the axis', async () => {
    const order = orderFixture(0.5, 1, 1);
    const points = order.points.map((point, i) => ({
      ...point,
      measured: i === 5 ? 0 : point.measured,
      uncertainty: 1,
    }));
    const svg = await orderPlot('Title', 'error', [{ scenario: 'one', order: { ...order, points } }]);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  test.each([
    [0.001, '10⁻³'],
    [0.002, '2·10⁻³'],
    [1, '10⁰'],
    [1e12, '10¹²'],
  ])('labels %d as %s', (value, label) => expect(powerLabel(value)).toBe(label));
});
