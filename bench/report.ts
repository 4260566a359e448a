import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface BenchOptions {
  /** Fewer cases and rounds: to see that it works, not for the record. */
  readonly isQuick: boolean;
  readonly rounds: number;
  /** A line of progress. */
  readonly say: (line: string) => void;
}

const TITLE = `# Performance

Written by \`npm run bench\`, section by section. Ratios within one section were measured in one run on one machine.
`;

/** Order of the sections in the report. */
export const SECTIONS = ['peers', 'scaling', 'work-precision'] as const;
export type Section = (typeof SECTIONS)[number];

const mark = (section: string): string => `<!-- ${section} -->`;

/** Replaces one section of the report and keeps the others. */
export function writeSection(path: string, section: Section, text: string): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const known = new Map(SECTIONS.map((name) => [name, between(before, mark(name), mark(`end of ${name}`))]));
  known.set(section, text);
  const parts = SECTIONS.flatMap((name) => {
    const content = known.get(name)?.trim();
    return content ? [`${mark(name)}\n\n${content}\n\n${mark(`end of ${name}`)}\n`] : [];
  });
  writeFileSync(path, [TITLE, ...parts].join('\n'));
}

function between(text: string, from: string, to: string): string | undefined {
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  return start < 0 || end < start ? undefined : text.slice(start + from.length, end);
}
