/**
 * Compiles src/kernels/assembly (AssemblyScript) to src/kernels/module-bytes.ts. `npm run kernels` writes the file; the
 * test beside this one compiles again and compares.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const COMPILER = 'node_modules/assemblyscript/bin/asc.js';
const FLAGS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--memoryBase', '0'];

/** @returns the text of module-bytes.ts */
export function moduleBytes(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lemmata-kernels-'));
  try {
    const out = join(folder, 'kernels.wasm');
    const { status, stderr } = spawnSync(
      process.execPath,
      [COMPILER, 'src/kernels/assembly/index.ts', ...FLAGS, '--initialMemory', '16', '--outFile', out],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`the kernels do not compile: ${stderr}`);
    return `// Written by \`npm run kernels\` from assembly/: the WebAssembly module, in base64.
export const MODULE_BYTES =
  '${readFileSync(out).toString('base64')}';
`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  writeFileSync(resolve(root, 'src/kernels/module-bytes.ts'), moduleBytes());
