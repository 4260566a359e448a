/** A GitHub table; pipes and line breaks in cells are escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/** A table without the columns in which every cell is empty. */
export function compactTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = header.map((_, i) => rows.some((row) => row[i] !== ''));
  const kept = (cells: readonly string[]): readonly string[] => cells.filter((_, i) => used[i]);
  return table(kept(header), rows.map(kept));
}

export const bullets = (items: readonly string[]): string => items.map((item) => `* ${item}`).join('\n');

/** A fenced block, which Markdown's own escapes do not touch. */
export const fence = (language: string, text: string): string => [`\`\`\`${language}`, text, '```'].join('\n');

/** A display formula. */
export const mathBlock = (latex: string): string => fence('math', latex);

/** A formula in a line; `\vert` for bars, so that it may stand in a table. */
export const inlineMath = (latex: string): string =>
  `$${latex.trim().replaceAll('\\|', '\\Vert ').replaceAll('|', '\\vert ')}$`;

/** A block that opens on a click, or is open from the start. `summary` is HTML: see `escapeHtml`. */
export const details = (summary: string, body: string, open = false): string =>
  [open ? '<details open>' : '<details>', `<summary>${summary}</summary>`, '', body, '', '</details>'].join('\n');

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const escapeCell = (text: string): string => text.replace(/\r?\n/g, ' ').replaceAll('|', '\\|');
