import { expect, test } from 'vitest';
import { jsonText } from '../src/json-text.ts';

test('keeps the value, with lists of numbers on one line', () => {
  const value = { a: [1, -2.5e-7, 3], b: [[1, 2], [3]], c: ['x, [1\n]', 'y'], d: [{ e: 1 }], f: [] };
  expect(JSON.parse(jsonText(value))).toEqual(value);
  expect(jsonText(value)).toContain('"a": [1, -2.5e-7, 3]');
});

test('leaves out what is not a finite number', () => {
  expect(JSON.parse(jsonText({ a: Number.NaN, b: Number.POSITIVE_INFINITY, c: 0 }))).toEqual({ c: 0 });
});
