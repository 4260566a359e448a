import type { SchemeStudy } from '../check/own-scheme/study.ts';
import { exitCode, type Summary } from '../check/verdict.ts';
import { escapeHtml } from './markdown-blocks.ts';

const LABEL = 'lemmata';
const HEIGHT = 20;
const PADDING = 7;
/** Mean width of a character at 11 pixels; `textLength` makes every font keep to it. */
const CHARACTER = 6.3;
/** Dark enough for white letters (contrast of at least 4.5). */
const COLOURS = { 0: '#23702c', 1: '#b3261e', 3: '#7a5c00' } as const;

/** `AP, order 1.0, 61 pass`: what a badge says of a scheme. */
export function badgeText(study: SchemeStudy): string {
  const together = study.consistency?.ladders.find(({ step }) => step === 'all')?.fit;
  return [
    ...(study.asymptotics === undefined ? [] : [preservation(study)]),
    ...(together?.fitted ? [`order ${together.order.observed.toFixed(1)}`] : []),
    countText(study.summary),
  ].join(', ');
}

function preservation({ findings }: SchemeStudy): string {
  const verdicts = findings.filter(({ chapter }) => chapter === 'asymptotics').map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return 'not AP';
  return verdicts.every((verdict) => verdict === 'pass' || verdict === 'vacuous') ? 'AP' : 'AP open';
}

/** The counts that decide the colour, the worst first. */
function countText({ crashed, fail, inconclusive, pass }: Summary): string {
  if (crashed > 0) return `${crashed} crashed`;
  if (fail > 0) return `${fail} fail`;
  return inconclusive > 0 ? `${inconclusive} open, ${pass} pass` : `${pass} pass`;
}

/** A badge as a self-contained SVG: no fonts or pictures from elsewhere. */
export function badge(study: SchemeStudy): string {
  const text = badgeText(study);
  const [left, right] = [LABEL, text].map((words) => Math.round(words.length * CHARACTER) + 2 * PADDING);
  const width = left + right;
  const colour = COLOURS[exitCode(study.summary)];
  const words = (content: string, x: number, length: number): string =>
    `<text x="${x + PADDING}" y="14" textLength="${length - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${escapeHtml(content)}</text>`;
  const title = escapeHtml(`${LABEL}: ${text}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="corners"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    '<g clip-path="url(#corners)">',
    `<rect width="${left}" height="${HEIGHT}" fill="#444"/>`,
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${colour}"/>`,
    '</g>',
    '<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">',
    words(LABEL, 0, left),
    words(text, left, right),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
