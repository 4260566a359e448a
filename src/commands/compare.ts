import { compareReports, readReport } from '../compare.ts';

/** `lemmata compare OLD NEW`: prints what changed; 0 when nothing did, 1 otherwise. */
export async function compareCommand([old, now]: readonly string[]): Promise<number> {
  const changes = compareReports(await readReport(old), await readReport(now));
  process.stdout.write(changes.length === 0 ? 'No change.\n' : `${changes.join('\n')}\n`);
  return changes.length === 0 ? 0 : 1;
}
