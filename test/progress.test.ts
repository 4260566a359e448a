import { expect, test } from 'vitest';
import { createProgress } from '../src/commands/progress.ts';

function line(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const progress = createProgress(stream as Parameters<typeof createProgress>[0], () => now);
  now = 3000;
  progress.show({ done: 3, total: 12, scenario: 'travelling-wave', epsilon: 0.01 });
  progress.clear();
  return written;
}

test('a terminal sees bar, case and time left, and then a clean line', () => {
  const [shown, cleared] = line(true);
  expect(shown).toBe(`\r\x1b[2K${'█'.repeat(6)}${'░'.repeat(18)} 3/12  travelling-wave ε = 0.01  9 s left`);
  expect(cleared).toBe('\r\x1b[2K');
});

test('anything else sees nothing', () => expect(line(false)).toEqual([]));
