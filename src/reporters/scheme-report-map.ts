import { escapeHtml } from './markdown-blocks.ts';
import { powerLabel } from './plot.ts';

/** The error of one run. */
export interface MapCell {
  readonly row: number;
  readonly column: number;
  /** Absent where the run gave nothing. */
  readonly value?: number;
}

/** A table of errors in colours. */
export interface ErrorMap {
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Text at the right of every row. */
  readonly notes: readonly string[];
  readonly notesTitle: string;
  readonly rowsTitle: string;
  readonly columnsTitle: string;
  readonly cells: readonly MapCell[];
}

const CELL = { width: 86, height: 34 };
const LEFT = 96;
const TOP = 78;
const NOTES = 190;
/** From small to large errors: light to dark in one hue, so that grey prints keep the order. */
const SCALE: readonly (readonly [number, number, number])[] = [
  [247, 251, 255],
  [198, 219, 239],
  [107, 174, 214],
  [33, 113, 181],
  [8, 48, 107],
];

/** An ε × steps map as a self-contained SVG: colour by log₁₀ of the error, its value in every cell. */
export function mapSvg({ title, rows, columns, notes, notesTitle, rowsTitle, columnsTitle, cells }: ErrorMap): string {
  const logs = cells.flatMap(({ value }) => (value !== undefined && value > 0 ? [Math.log10(value)] : []));
  const [least, largest] = [Math.floor(Math.min(0, ...logs)), Math.ceil(Math.max(-16, ...logs))];
  const span = Math.max(1, largest - least);
  const right = LEFT + columns.length * CELL.width;
  const bottom = TOP + rows.length * CELL.height;
  const [width, height] = [right + NOTES, bottom + 62];
  const drawn = cells.map(({ row, column, value }) => {
    const [x, y] = [LEFT + column * CELL.width, TOP + row * CELL.height];
    const share = value !== undefined && value > 0 ? (Math.log10(value) - least) / span : undefined;
    const [fill, ink] = share === undefined ? ['#eee', '#555'] : colours(share);
    const text = value === undefined ? 'no result' : value.toExponential(1);
    return `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" fill="${fill}" stroke="white"/><text x="${x + CELL.width / 2}" y="${y + CELL.height / 2 + 4}" text-anchor="middle" fill="${ink}">${text}</text>`;
  });
  const bar = Array.from({ length: 40 }, (_, k) => {
    const step = (columns.length * CELL.width) / 40;
    return `<rect x="${round(LEFT + k * step)}" y="${bottom + 22}" width="${round(step + 0.5)}" height="10" fill="${colours((k + 0.5) / 40)[0]}"/>`;
  });
  const middle = (LEFT + right) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="16" y="22" font-size="14" font-weight="bold">${escapeHtml(title)}</text>`,
    `<text x="${middle}" y="46" text-anchor="middle">${escapeHtml(columnsTitle)}</text>`,
    `<text x="${LEFT - 12}" y="${TOP - 10}" text-anchor="end">${escapeHtml(rowsTitle)}</text>`,
    `<text x="${right + 14}" y="${TOP - 10}">${escapeHtml(notesTitle)}</text>`,
    ...columns.map(
      (name, k) =>
        `<text x="${LEFT + (k + 0.5) * CELL.width}" y="${TOP - 10}" text-anchor="middle">${escapeHtml(name)}</text>`,
    ),
    ...rows.map((name, k) => {
      const y = TOP + (k + 0.5) * CELL.height + 4;
      return `<text x="${LEFT - 12}" y="${y}" text-anchor="end">${escapeHtml(name)}</text><text x="${right + 14}" y="${y}">${escapeHtml(notes[k] ?? '')}</text>`;
    }),
    ...drawn,
    ...bar,
    `<text x="${LEFT}" y="${bottom + 48}">${powerLabel(10 ** least)}</text>`,
    `<text x="${right}" y="${bottom + 48}" text-anchor="end">${powerLabel(10 ** (least + span))}</text>`,
    `<text x="${middle}" y="${bottom + 48}" text-anchor="middle">error</text>`,
    '</svg>',
    '',
  ].join('\n');
}

const round = (value: number): number => Number(value.toFixed(2));

/** Fill and ink at a share of the scale. */
function colours(share: number): readonly [string, string] {
  const place = Math.min(1, Math.max(0, share)) * (SCALE.length - 1);
  const from = Math.min(Math.floor(place), SCALE.length - 2);
  const mixed = SCALE[from].map((value, c) => Math.round(value + (place - from) * (SCALE[from + 1][c] - value)));
  const luminance = 0.299 * mixed[0] + 0.587 * mixed[1] + 0.114 * mixed[2];
  return [`rgb(${mixed.join(',')})`, luminance > 140 ? '#111' : '#fff'];
}
