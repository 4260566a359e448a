import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { codeVersion } from '../src/check/code-version.ts';
import { ResultStore, resultKey } from '../src/check/result-store.ts';
import { statementModules } from '../src/commands/statements.ts';

/**
 * Results of `requests`, computed by the default export of `worker` in `jobs` threads. Each is stored as it is found, so that a
 * run can be interrupted, or cut into chunks of at most `limit` new results. A result of other code, statements included, is
 * not taken up again.
 *
 * @returns results in the order of the requests; undefined where there is none yet
 */
export async function storedResults<Request, Result extends object>(
  worker: URL,
  name: string,
  requests: readonly Request[],
  { jobs, limit }: { readonly jobs: number; readonly limit: number },
): Promise<readonly (Result | undefined)[]> {
  const directory = fileURLToPath(new URL('../node_modules/.cache/lemmata', import.meta.url));
  const store = new ResultStore(directory, { warn: console.error });
  const version = codeVersion([worker, ...(await statementModules())]);
  const keys = requests.map((request) => resultKey([name, version.hash, request]));
  const known = keys.map((key) => store.read<Result>(key)?.value);
  const pool = new Tinypool({ filename: worker.href, minThreads: jobs, maxThreads: jobs });
  const missing = [...requests.keys()].filter((i) => known[i] === undefined).slice(0, limit);
  let done = 0;
  await Promise.all(
    missing.map(async (i) => {
      const result = (await pool.run(requests[i])) as Result;
      known[i] = result;
      const doubt = version.doubt();
      if (doubt === undefined) store.write(keys[i], result);
      else store.refuse(doubt);
      process.stderr.write(`${++done}/${missing.length}\n`);
    }),
  );
  await pool.destroy();
  store.prune();
  return known;
}
