// Loaded with `node --import` by `lemmata mutants`, in the main thread and, because workers inherit the options of their
// process, in every worker: changes the text of one source file while it is read. The program itself knows nothing of it.
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { announceSourceChange } from '../src/check/code-version.ts';
import { applyMutant } from '../src/check/mutation.ts';
import { MUTANTS } from './index.ts';

const name = process.env.LEMMATA_MUTANT;
const mutant = MUTANTS.find((known) => known.name === name);
if (mutant === undefined) throw new Error(`no mutant "${name}"`);
const target = new URL(`../${mutant.file}`, import.meta.url).href;

// Results are kept by the text that runs: no fault may meet those of another program.
announceSourceChange((path, text) => (path === fileURLToPath(target) ? applyMutant(text, mutant) : text));
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== target) return loaded;
    if (loaded.source === undefined || loaded.source === null) throw new Error(`${mutant.file} has no text`);
    const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    return { ...loaded, source: applyMutant(text, mutant) };
  },
});
