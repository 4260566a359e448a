import type { ObservedOrder } from '../check/statement.ts';

/** One scenario's errors in a plot. */
export interface PlotSeries {
  readonly scenario: string;
  readonly order: ObservedOrder;
}

interface Point {
  readonly epsilon: number;
  readonly measured: number;
  readonly low: number;
  readonly high: number;
  readonly kept: boolean;
}

const WIDTH = 760;
const HEIGHT = 440;
const MARGINS = { marginLeft: 64, marginBottom: 46, marginTop: 40, marginRight: 236 };
/** Okabe and Ito's colours, told apart by colour-blind readers; the symbol tells them apart in print. */
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#8C6D31'];
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye', 'asterisk'] as const;
/** End of an error bar. Drawn as a symbol, because Plot's markers carry a running id. */
const CAP = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }): void {
    context.moveTo(-4, 0);
    context.lineTo(4, 0);
  },
};
/** The guide of the proved slope stays this factor above every point it is compared with. */
const GUIDE_GAP = 1.6;

/**
 * Log–log plot of a rate as SVG: measured value against ε with error bars, fitted line over the points kept (filled),
 * dropped points hollow, and a dashed guide of the proved slope above them. Fixed size, no random ids.
 */
export async function orderPlot(title: string, quantity: string, series: readonly PlotSeries[]): Promise<string> {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const curves = series.map(({ scenario, order }, i) => ({
    scenario,
    order,
    points: plotPoints(order),
    colour: COLOURS[i % COLOURS.length],
    // Shifted in every round of colours, so that no two curves share both.
    symbol: SYMBOLS[(i + Math.floor(i / COLOURS.length)) % SYMBOLS.length],
  }));
  const all = curves.flatMap(({ points }) => points);
  const guide = proveGuide(series[0].order.proved, all);
  const xs = extent(all.map(({ epsilon }) => epsilon));
  const ys = extent([...all.flatMap(({ low, high }) => [low, high]), ...guide.map(({ y }) => y)]);
  const legend = (row: number) => ({ frameAnchor: 'top-right' as const, dx: 16, dy: 12 + 34 * row });
  const entry = (row: number, first: string, second: string) =>
    Plot.text([`${first}\n${second}`], {
      ...legend(row),
      dx: 28,
      dy: legend(row).dy - 6,
      textAnchor: 'start',
      lineAnchor: 'top',
    });

  const svg = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    ...MARGINS,
    style: { fontSize: '12px', fontFamily: 'sans-serif' },
    x: {
      type: 'log',
      domain: xs,
      ticks: decadeTicks(xs),
      tickFormat: powerLabel,
      label: 'ε',
      labelAnchor: 'center',
      labelArrow: 'none',
      grid: true,
    },
    y: {
      type: 'log',
      domain: ys,
      ticks: decadeTicks(ys),
      tickFormat: powerLabel,
      label: quantity,
      labelAnchor: 'center',
      labelArrow: 'none',
      grid: true,
    },
    marks: [
      Plot.text([title], { frameAnchor: 'top-left', dy: -26, fontSize: 14, fontWeight: 'bold' }),
      Plot.frame({ stroke: '#999' }),
      Plot.line(guide, { x: 'x', y: 'y', stroke: '#555', strokeWidth: 1.5, strokeDasharray: '6 4' }),
      ...curves.flatMap(({ order, points, colour, symbol }) => [
        Plot.line(fitLine(order, points), { x: 'x', y: 'y', stroke: colour, strokeWidth: 1.2 }),
        Plot.ruleX(points, { x: 'epsilon', y1: 'low', y2: 'high', stroke: colour, strokeWidth: 1.2 }),
        Plot.dot(points, { x: 'epsilon', y: 'low', symbol: CAP, stroke: colour }),
        Plot.dot(points, { x: 'epsilon', y: 'high', symbol: CAP, stroke: colour }),
        Plot.dot(points, {
          x: 'epsilon',
          y: 'measured',
          symbol,
          stroke: colour,
          fill: (point: Point) => (point.kept ? colour : 'white'),
          r: 4,
        }),
      ]),
      ...curves.flatMap(({ scenario, order, colour, symbol }, row) => [
        Plot.dot([0], { ...legend(row), symbol, stroke: colour, fill: colour, r: 4 }),
        entry(
          row,
          scenario,
          `observed ${order.observed.toFixed(3)} [${order.low.toFixed(3)}, ${order.high.toFixed(3)}]`,
        ),
      ]),
      Plot.text(['– –'], { ...legend(curves.length), textAnchor: 'middle', fill: '#555', fontWeight: 'bold' }),
      entry(curves.length, `slope ${series[0].order.proved}, proved`, 'guide above the points kept'),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const background = `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`;
  return `${shortCoordinates(svg.outerHTML).replace(/^(<svg[^>]*>)/, `$1${background}`)}\n`;
}

/** Coordinates to a hundredth of a pixel: the file is tracked, and later digits are round-off. */
export function shortCoordinates(svg: string): string {
  return svg.replace(/="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
}

function plotPoints({ points, dropped }: ObservedOrder): readonly Point[] {
  const removed = new Set(dropped.map(({ epsilon }) => epsilon));
  return points
    .filter(({ measured }) => measured > 0)
    .map(({ epsilon, measured, uncertainty }) => ({
      epsilon,
      measured,
      // A bar that reaches zero has no end on a logarithmic axis; it is cut one decade below the point.
      low: Math.max(measured - uncertainty, measured / 10),
      high: measured + uncertainty,
      kept: !removed.has(epsilon),
    }));
}

/** The fitted line over the points kept; its intercept is that of the least-squares fit with the observed slope. */
function fitLine({ observed }: ObservedOrder, points: readonly Point[]): readonly { x: number; y: number }[] {
  const kept = points.filter((point) => point.kept);
  if (kept.length < 2) return [];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x0 = mean(kept.map(({ epsilon }) => Math.log(epsilon)));
  const y0 = mean(kept.map(({ measured }) => Math.log(measured)));
  const ends = [kept[0].epsilon, kept[kept.length - 1].epsilon];
  return ends.map((x) => ({ x, y: Math.exp(y0 + observed * (Math.log(x) - x0)) }));
}

function proveGuide(proved: number, points: readonly Point[]): readonly { x: number; y: number }[] {
  const kept = points.filter((point) => point.kept);
  if (kept.length === 0) return [];
  const constant = GUIDE_GAP * Math.max(...kept.map(({ epsilon, measured }) => measured / epsilon ** proved));
  return extent(
    kept.map(({ epsilon }) => epsilon),
    1,
  ).map((x) => ({ x, y: constant * x ** proved }));
}

/** Smallest and largest value, widened by a factor so that no mark touches the frame. */
function extent(values: readonly number[], factor = 1.4): [number, number] {
  return [Math.min(...values) / factor, Math.max(...values) * factor];
}

/** Whole decades; 2 and 5 between them when fewer than three decades fit. */
function decadeTicks([low, high]: readonly [number, number]): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const digits = last - first > 3 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade++) {
    for (const digit of digits) ticks.push(Number(`${digit}e${decade}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 0.001 → `10⁻³`, 0.002 → `2·10⁻³`. */
export function powerLabel(value: number): string {
  const [digit, exponent] = value.toExponential(0).split('e');
  const power = Math.abs(Number(exponent))
    .toString()
    .replace(/\d/g, (d) => SUPERSCRIPT[Number(d)]);
  return `${digit === '1' ? '' : `${digit}·`}10${Number(exponent) < 0 ? '⁻' : ''}${power}`;
}
