/**
 * Compiles src/kernels/assembly (AssemblyScript) to src/kernels/module-bytes.ts. `npm run kernels` writes the file;
 * test/kernels/module-bytes.test.ts compiles again and compares.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const FLAGS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--memoryBase', '0'];

/** @returns {Promise<string>} the text of module-bytes.ts */
export async function moduleBytes() {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main(
    [
      'src/kernels/assembly/index.ts',
      '--baseDir',
      root,
      ...FLAGS,
      '--initialMemory',
      '16',
      '--outFile',
      'kernels.wasm',
    ],
    {
      writeFile: (name, content) => {
        if (name.endsWith('.wasm')) bytes = content;
      },
    },
  );
  if (error || !bytes) throw new Error(`the kernels do not compile: ${stderr.toString()}`);
  return `// Written by \`npm run kernels\` from assembly/: the WebAssembly module, in base64.
export const MODULE_BYTES =
  '${Buffer.from(bytes).toString('base64')}';
`;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  writeFileSync(resolve(root, 'src/kernels/module-bytes.ts'), await moduleBytes());
