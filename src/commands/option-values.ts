import { availableParallelism } from 'node:os';
import { PROFILES, type Profile } from '../check/profiles.ts';
import { InputError } from '../model/input-error.ts';
import { unknownName } from './nearest.ts';

/** Positive finite numbers, comma-separated, each once, largest first. @throws InputError */
export function parseEpsilons(text: string): readonly number[] {
  const values = parseNumbers(text, '--epsilon');
  const bad = values.find((value) => !(value > 0));
  if (bad !== undefined) throw new InputError(`ε must be positive, not ${bad}`, { field: '--epsilon' });
  return [...new Set(values)].sort((a, b) => b - a);
}

/** Output times ≥ 0, comma-separated, each once, increasing. @throws InputError */
export function parseTimes(text: string): readonly number[] {
  const values = parseNumbers(text, '--times');
  const bad = values.find((value) => !(value >= 0));
  if (bad !== undefined) throw new InputError(`a time must not be negative, not ${bad}`, { field: '--times' });
  return [...new Set(values)].sort((a, b) => a - b);
}

/** @throws InputError unless the text is an integer ≥ least. */
export function parseInteger(text: string, option: string, least: number): number {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new InputError(`"${text}" is not an integer ≥ ${least}`, { field: option });
  }
  return value;
}

/** Names out of a closed set, comma-separated. @throws InputError with the nearest names. */
export function parseNames<Name extends string>(text: string, kind: string, names: readonly Name[]): readonly Name[] {
  const wanted = text.split(',').map((name) => name.trim());
  return [...new Set(wanted)].map((name) => {
    const found = names.find((known) => known === name);
    if (found === undefined) throw new InputError(unknownName(kind, name, names));
    return found;
  });
}

/** @throws InputError with the nearest names. */
export function findProfile(name: string): Profile {
  const profile = PROFILES.find((known) => known.name === name);
  if (profile !== undefined) return profile;
  throw new InputError(
    unknownName(
      'profile',
      name,
      PROFILES.map((known) => known.name),
    ),
  );
}

/** Worker threads: as given, or as many as there are cores. @throws InputError */
export function parseJobs(text: string | undefined): number {
  return text === undefined ? availableParallelism() : parseInteger(text, '--jobs', 1);
}

function parseNumbers(text: string, option: string): readonly number[] {
  return text.split(',').map((part) => {
    const value = part.trim() === '' ? Number.NaN : Number(part);
    if (!Number.isFinite(value)) {
      throw new InputError(`"${part}" is not a finite number; write a list like 0.1,0.01`, { field: option });
    }
    return value;
  });
}
