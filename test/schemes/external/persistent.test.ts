import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { complaint, describeScheme, openDirectory, solve } from './run-scheme.ts';

const { alive, close } = openDirectory();
const persistent = (words: readonly string[], patch = {}) =>
  describeScheme(alive, [...words, alive], { mode: 'persistent', bytes: 50_000_000, ...patch });

/** Processes whose command line mentions the text; empty where the system does not show them. */
function processes(text: string): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}

describe('a persistent program', () => {
  test('gives what it gives when it is started for every case', () => {
    const description = persistent(['upwind.js', 'pbar', 'persistent']);
    const once = solve(describeScheme(alive, ['upwind.js', 'pbar'], { bytes: 50_000_000 }));
    expect(solve(description)).toEqual(once);
    expect(solve(description)).toEqual(once);
    expect(processes(alive)).toHaveLength(existsSync('/proc/self/cmdline') ? 2 : 0);
  });

  test('says itself why it cannot', () => {
    const description = persistent(['hostile.js', 'complains']);
    for (let i = 0; i < 2; i++)
      expect(complaint(description)).toBe('SchemeFailure: the program answered: epsilon 0.1 is too small for me');
  });

  test('must not log to standard output', () => {
    expect(complaint(persistent(['hostile.js', 'chatty']))).toMatch(
      /^SchemeFailure: the program answered "read \d+ characters" on standard output, expected \{"done": true\}$/,
    );
  });

  test('that died is started anew', () => {
    const description = persistent(['hostile.js', 'dies']);
    for (let i = 0; i < 2; i++)
      expect(complaint(description)).toBe('SchemeFailure: the program ended with exit code 7; it wrote nothing');
  });

  test('has a time limit for each case, and is started anew after it', () => {
    const description = persistent(['hostile.js', 'sleeps-once'], { seconds: 4 });
    expect(complaint(description)).toBe(
      'SchemeFailure: the program did not end within 4 s (--scheme-timeout); it and all that it started were ended',
    );
    expect(complaint(description)).toBe('SchemeFailure: the program answered: awake');
  });

  test('ends, as its supervisor does, when the directory of the run is gone', async () => {
    close();
    await expect.poll(() => processes(alive), { timeout: 10_000 }).toEqual([]);
  });
});
