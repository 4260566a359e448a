import { escapeHtml } from './markdown-blocks.ts';
import { powerLabel } from './plot.ts';

/** One curve of a log–log picture. */
export interface Curve {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly bar: number }[];
  /** Drawn dashed, without symbols. */
  readonly dashed?: true;
}

export interface CurvePicture {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Text of a tick on the axis of x; powers of ten when absent. */
  readonly xTicks?: readonly number[];
  readonly curves: readonly Curve[];
}

const WIDTH = 700;
const HEIGHT = 400;
const PLOT = { left: 76, right: 520, top: 40, bottom: 340 };
/** Okabe and Ito's colours, told apart by colour-blind readers; symbols tell them apart in print. */
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#8C6D31'];
const FONT = 'font-family="sans-serif" font-size="12"';

/** A number of pixels to a hundredth, so that the text does not depend on round-off. */
const px = (value: number): string => String(Number(value.toFixed(2)));

/** Log–log curves with error bars as a self-contained SVG, the legend at the right; empty without positive points. */
export function curvesSvg({ title, xLabel, yLabel, xTicks, curves }: CurvePicture): string {
  const shown = curves.map(({ points, ...rest }) => ({
    ...rest,
    points: points.filter(({ x, y }) => x > 0 && y > 0 && Number.isFinite(y)),
  }));
  const all = shown.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const [x0, x1] = extent(all.map(({ x }) => x));
  const [y0, y1] = extent(all.map(({ y }) => y));
  const atX = scale(x0, x1, PLOT.left, PLOT.right);
  const atY = scale(y0, y1, PLOT.bottom, PLOT.top);
  const ticksX = xTicks ?? decades(x0, x1);
  const grid = [
    ...ticksX.map(
      (x) =>
        `<line x1="${px(atX(x))}" x2="${px(atX(x))}" y1="${PLOT.top}" y2="${PLOT.bottom}" stroke="#ddd"/><text x="${px(atX(x))}" y="${PLOT.bottom + 18}" text-anchor="middle">${xTicks ? x : powerLabel(x)}</text>`,
    ),
    ...decades(y0, y1).map(
      (y) =>
        `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(atY(y))}" y2="${px(atY(y))}" stroke="#ddd"/><text x="${PLOT.left - 8}" y="${px(atY(y) + 4)}" text-anchor="end">${powerLabel(y)}</text>`,
    ),
  ];
  const drawn = shown.flatMap(({ points, dashed, label }, k) => {
    const colour = dashed ? '#555' : COLOURS[k % COLOURS.length];
    const path = points.map(({ x, y }) => `${px(atX(x))},${px(atY(y))}`).join(' ');
    const row = PLOT.top + 12 + 22 * k;
    const dash = dashed ? ' stroke-dasharray="6 4"' : '';
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.4"${dash}/>`,
      ...(dashed ? [] : points.map(({ x, y, bar }) => mark(k, atX(x), atY(y), colour, barEnds(y, bar, y0).map(atY)))),
      dashed
        ? `<line x1="${PLOT.right + 10}" x2="${PLOT.right + 30}" y1="${row}" y2="${row}" stroke="${colour}" stroke-width="1.4"${dash}/>`
        : symbol(k, PLOT.right + 20, row, colour),
      `<text x="${PLOT.right + 38}" y="${row + 4}">${escapeHtml(label)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${FONT}>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<text x="${PLOT.left}" y="22" font-size="14" font-weight="bold">${escapeHtml(title)}</text>`,
    ...grid,
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom - PLOT.top}" fill="none" stroke="#999"/>`,
    ...drawn,
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle">${escapeHtml(xLabel)}</text>`,
    `<text transform="translate(18 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(yLabel)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** Smallest and largest value, widened so that no mark touches the frame, over half a decade at least. */
function extent(values: readonly number[]): readonly [number, number] {
  const [least, largest] = [Math.min(...values) / 1.6, Math.max(...values) * 1.6];
  const widen = Math.max(1, Math.sqrt(10 / (largest / least)));
  return [least / widen, largest * widen];
}

const scale = (from: number, to: number, start: number, end: number) => (value: number) =>
  start + ((end - start) * Math.log(value / from)) / Math.log(to / from);

/** Powers of ten in the range. */
function decades(from: number, to: number): readonly number[] {
  const first = Math.ceil(Math.log10(from));
  const last = Math.floor(Math.log10(to));
  const every = Math.ceil((last - first + 1) / 8);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k)
    .filter((k) => (k - last) % every === 0)
    .map((k) => Number(`1e${k}`));
}

/** Ends of a bar; one that reaches zero has no end on a logarithmic axis and is cut at the frame. */
const barEnds = (y: number, bar: number, least: number): readonly number[] => [Math.max(y - bar, least), y + bar];

const mark = (k: number, x: number, y: number, colour: string, [low, high]: readonly number[]): string =>
  `<line x1="${px(x)}" x2="${px(x)}" y1="${px(low)}" y2="${px(high)}" stroke="${colour}"/>${symbol(k, x, y, colour)}`;

/** A symbol for each curve. */
function symbol(k: number, x: number, y: number, colour: string): string {
  const at = (dx: number, dy: number): string => `${px(x + dx)},${px(y + dy)}`;
  switch (k % 4) {
    case 0:
      return `<circle cx="${px(x)}" cy="${px(y)}" r="4" fill="${colour}"/>`;
    case 1:
      return `<rect x="${px(x - 3.5)}" y="${px(y - 3.5)}" width="7" height="7" fill="${colour}"/>`;
    case 2:
      return `<polygon points="${at(0, -5)} ${at(4.5, 3.5)} ${at(-4.5, 3.5)}" fill="${colour}"/>`;
    default:
      return `<polygon points="${at(0, -5)} ${at(5, 0)} ${at(0, 5)} ${at(-5, 0)}" fill="${colour}"/>`;
  }
}
