import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { Tinypool } from 'tinypool';

/** What determines results: the sources. A result of other sources is not taken up again. */
const SOURCES = ['src/model', 'src/theory', 'src/schemes', 'src/diagnostics', 'src/check', 'specs', 'bench'];

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const root = new URL(`../${folder}/`, import.meta.url);
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts')).sort();
    for (const file of files) hash.update(file).update(await readFile(new URL(file, root)));
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * Results of `requests`, computed by the default export of `worker` in `jobs` threads. Each is stored as it is found, so that a
 * run can be interrupted, or cut into chunks of at most `limit` new results.
 *
 * @returns results in the order of the requests; undefined where there is none yet
 */
export async function storedResults<Request, Result extends object>(
  worker: URL,
  name: string,
  requests: readonly Request[],
  { jobs, limit }: { readonly jobs: number; readonly limit: number },
): Promise<readonly (Result | undefined)[]> {
  const folder = new URL(`../node_modules/.cache/lemmata/${name}-${await fingerprint()}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  const fileOf = (request: Request): URL =>
    new URL(`${createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 16)}.json`, folder);
  const known: (Result | undefined)[] = await Promise.all(
    requests.map(async (request) => {
      const text = await readFile(fileOf(request), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as Result);
    }),
  );
  const pool = new Tinypool({ filename: worker.href, minThreads: jobs, maxThreads: jobs });
  const missing = [...requests.keys()].filter((i) => known[i] === undefined).slice(0, limit);
  let done = 0;
  await Promise.all(
    missing.map(async (i) => {
      const result = (await pool.run(requests[i])) as Result;
      const file = fileOf(requests[i]);
      await writeFile(`${file.pathname}.tmp`, JSON.stringify(result));
      await rename(`${file.pathname}.tmp`, file);
      known[i] = result;
      process.stderr.write(`${++done}/${missing.length}\n`);
    }),
  );
  await pool.destroy();
  return known;
}
