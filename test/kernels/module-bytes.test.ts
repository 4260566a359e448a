import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { moduleBytes } from './compile.ts';

test('the tracked module is what its sources compile to', () => {
  expect(moduleBytes()).toBe(readFileSync('src/kernels/module-bytes.ts', 'utf8'));
}, 60_000);
