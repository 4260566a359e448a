import { InputError } from '../model/input-error.ts';
import type { Statement } from './statement.ts';

type Node = Pick<Statement, 'id' | 'dependsOn' | 'hypotheses'>;

/** An arrow of the graph: the proof of `from` uses `to`, or `from` is proved under the assumption `to`. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  readonly kind: 'proof' | 'assumption';
}

/**
 * All arrows, in the order of the statements: what a proof uses, then its assumptions. An assumption that a statement
 * used already makes is left out: it is reached through that statement.
 */
export function dependencies(statements: readonly Node[]): readonly Dependency[] {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  return statements.flatMap(({ id, dependsOn, hypotheses }) => {
    const inherited = new Set(
      reached(dependsOn, (used) => byId.get(used)?.dependsOn ?? []).flatMap((used) => byId.get(used)?.hypotheses ?? []),
    );
    return [
      ...dependsOn.map((to): Dependency => ({ from: id, to, kind: 'proof' })),
      ...hypotheses.filter((to) => !inherited.has(to)).map((to): Dependency => ({ from: id, to, kind: 'assumption' })),
    ];
  });
}

/**
 * Ids of the statements whose proof or assumptions use `id`, directly or through others: its ancestors in the graph,
 * suspect when it fails. In the order of the statements.
 */
export function dependents(id: string, statements: readonly Node[]): readonly string[] {
  const users = (used: string): string[] =>
    statements.filter((statement) => uses(statement).includes(used)).map((statement) => statement.id);
  const found = new Set(reached(users(id), users));
  return statements.map((statement) => statement.id).filter((other) => other !== id && found.has(other));
}

/**
 * Holds that every statement used is there and that none uses itself, directly or through others.
 * @throws InputError that names the statement and what is missing, or the circle.
 */
export function requireSoundDependencies(statements: readonly Node[]): void {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  for (const statement of statements) {
    const missing = uses(statement).find((used) => !byId.has(used));
    if (missing !== undefined) throw new InputError(`${statement.id} uses "${missing}", which is not a statement`);
  }
  const finished = new Set<string>();
  const follow = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id];
      throw new InputError(`statements use each other in a circle: ${circle.join(' → ')}`);
    }
    if (finished.has(id)) return;
    const statement = byId.get(id);
    for (const used of statement ? uses(statement) : []) follow(used, [...trail, id]);
    finished.add(id);
  };
  for (const { id } of statements) follow(id, []);
}

const uses = ({ dependsOn, hypotheses }: Node): readonly string[] => [...dependsOn, ...hypotheses];

/** All that is reached from `start` by `next`, `start` included, each once. */
function reached(start: readonly string[], next: (id: string) => readonly string[]): readonly string[] {
  const found = new Set(start);
  // A set hands out what is added while it is walked through.
  for (const id of found) for (const other of next(id)) found.add(other);
  return [...found];
}
