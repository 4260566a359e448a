// npm runs this after an installation from the repository: it builds dist/, or says why it cannot.
// A missing compiler is no failure: `npm ci --omit=dev` must not undo the installation because of it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

const compiler = findCompiler();
if (compiler === undefined) {
  console.error(
    'lemmata is not built, because its development dependencies are missing: "npm ci" installs and builds.',
  );
} else {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
