import type { Reporter } from './rendered.ts';

export type ReporterName = 'terminal' | 'markdown' | 'json';

/** All reporters; each loads its code only when it is used. */
export const REPORTERS: {
  readonly [name in ReporterName]: { readonly writesFiles: boolean; readonly load: () => Promise<Reporter> };
} = {
  terminal: { writesFiles: false, load: async () => (await import('./terminal.ts')).terminalReporter },
  markdown: { writesFiles: true, load: async () => (await import('./markdown.ts')).markdownReporter },
  json: { writesFiles: true, load: async () => (await import('./json.ts')).jsonReporter },
};
