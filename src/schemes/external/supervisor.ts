// A program of its own: supervisor CONFIG (JSON) runs a user's program and ends all that it has started.
// once: one run; the outcome is the only line on standard output.
// persistent: the program is kept; requests and replies are files in a control directory, until `alive` is gone.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessTree } from './process-tree.ts';
import type { RunOutcome, SupervisorConfig, SupervisorRequest } from './run-program.ts';

/** Pause between looks at the control directory, in milliseconds. */
const PAUSE = 5;

const config = JSON.parse(process.argv[2]) as SupervisorConfig;
if (config.mode === 'once') {
  const tree = new ProcessTree(config, config.directory, false);
  process.once('SIGINT', () => tree.stop('abandoned'));
  process.once('SIGTERM', () => tree.stop('abandoned'));
  const outcome = await tree.ended;
  writeFileSync(1, JSON.stringify(outcome));
} else {
  await serve(config.directory);
}

/** Serves requests until the run is over. */
async function serve(control: string): Promise<void> {
  let tree: ProcessTree | undefined;
  const stop = (): void => {
    tree?.stop('abandoned');
    process.exit();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const request = join(control, 'request');
  const parent = process.ppid;
  while (existsSync(config.alive) && process.ppid === parent) {
    if (!existsSync(request)) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      continue;
    }
    const { directory, line } = JSON.parse(readFileSync(request, 'utf8')) as SupervisorRequest;
    rmSync(request);
    tree = tree?.running ? tree : new ProcessTree(config, control, true);
    const outcome: RunOutcome = await tree.answer(line, directory);
    writeFileSync(join(control, 'reply.part'), JSON.stringify(outcome));
    renameSync(join(control, 'reply.part'), join(control, 'reply'));
  }
  tree?.stop('abandoned');
  await tree?.ended;
}
