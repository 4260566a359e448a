import { InputError } from '../model/input-error.ts';
import { loadScenario } from '../model/load-scenario.ts';

/** `lemmata validate`: one line per file; all files are checked even when one is bad. */
export async function validateCommand(files: readonly string[]): Promise<number> {
  let code = 0;
  for (const file of files) {
    try {
      const scenario = await loadScenario(file);
      process.stdout.write(`${file}: valid, scenario "${scenario.name}"\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      process.stderr.write(`${error.message}\n`);
      code = 2;
    }
  }
  return code;
}
