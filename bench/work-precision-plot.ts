import { powerLabel, shortCoordinates } from '../src/reporters/plot.ts';
import type { Resolution } from '../src/schemes/scheme.ts';

/** One run: what it cost and how far it was off. */
export interface Point {
  readonly seconds: number;
  readonly error: number;
  readonly resolution: Resolution;
}

export interface Curve {
  readonly name: string;
  /** Which colour and symbol: the same for one solver in every diagram. */
  readonly style: number;
  readonly points: readonly Point[];
}

const WIDTH = 800;
const HEIGHT = 440;
/** Okabe and Ito's colours; the symbol tells the curves apart in print. */
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye'] as const;

/** Work–precision diagram as SVG: error against processor time, both logarithmic. Fixed size, no random ids. */
export async function workPrecisionPlot(title: string, curves: readonly Curve[]): Promise<string> {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const axis = {
    type: 'log' as const,
    labelAnchor: 'center' as const,
    labelArrow: 'none' as const,
    grid: true,
    nice: true,
  };
  const svg = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 64,
    marginBottom: 46,
    marginTop: 40,
    marginRight: 190,
    style: { fontSize: '12px', fontFamily: 'sans-serif' },
    x: { ...axis, label: 'processor time of the solver, s', ticks: 6, tickFormat: (value: number) => String(value) },
    y: { ...axis, label: 'error', ticks: 8, tickFormat: powerLabel },
    marks: [
      Plot.text([title], { frameAnchor: 'top-left', dy: -26, fontSize: 14, fontWeight: 'bold' }),
      Plot.frame({ stroke: '#999' }),
      ...curves.flatMap(({ name, style, points }, i) => {
        const colour = COLOURS[style % COLOURS.length];
        const symbol = SYMBOLS[style % SYMBOLS.length];
        const legend = { frameAnchor: 'top-right' as const, dy: 12 + 20 * i };
        return [
          Plot.line(points, { x: 'seconds', y: 'error', stroke: colour, strokeWidth: 1.4 }),
          Plot.dot(points, { x: 'seconds', y: 'error', stroke: colour, fill: colour, symbol, r: 4 }),
          Plot.dot([0], { ...legend, dx: 16, symbol, stroke: colour, fill: colour, r: 4 }),
          Plot.text([name], { ...legend, dx: 28, textAnchor: 'start' as const, lineAnchor: 'middle' as const }),
        ];
      }),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const background = `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`;
  return `${shortCoordinates(svg.outerHTML).replace(/^(<svg[^>]*>)/, `$1${background}`)}\n`;
}
