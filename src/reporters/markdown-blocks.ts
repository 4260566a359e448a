/** A GitHub table; pipes and line breaks in cells are escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

export const bullets = (items: readonly string[]): string => items.map((item) => `* ${item}`).join('\n');

/** A display formula. The fenced form is not touched by Markdown's own escapes. */
export const mathBlock = (latex: string): string => ['```math', latex, '```'].join('\n');

/** A formula in a line; `\vert` for bars, so that it may stand in a table. */
export const inlineMath = (latex: string): string =>
  `$${latex.trim().replaceAll('\\|', '\\Vert ').replaceAll('|', '\\vert ')}$`;

/** A collapsed block. */
export const details = (summary: string, body: string): string =>
  ['<details>', `<summary>${summary}</summary>`, '', body, '', '</details>'].join('\n');

const escapeCell = (text: string): string => text.replace(/\r?\n/g, ' ').replaceAll('|', '\\|');
