import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMeasured, formatNumber, roundBar, roundToBar } from '../src/check/round-to-bar.ts';

describe('formatMeasured', () => {
  test.each([
    [0.04464812345, 2.3e-6, '0.0446481 ± 2.3e-6'],
    [0.04464812345, 2.31e-6, '0.0446481 ± 2.4e-6'],
    [123456, 230, '123460 ± 230'],
    [1.35431234e-7, 2.3e-11, '1.35431e-7 ± 2.3e-11'],
    [1.4e-9, 2.2e-8, '1e-9 ± 2.2e-8'],
    [4e-10, 2.2e-8, '0 ± 2.2e-8'],
    [0.99999, 0.001, '1.0000 ± 0.001'],
    [0.1234567, 9.96e-4, '0.1235 ± 0.001'],
    [-3e-9, 2e-10, '-3.00e-9 ± 2e-10'],
    [1.6, 0, '1.6'],
    [0.628318530717961, 2.6e-15, '0.628318530718'],
    [Number.NaN, 1, 'NaN ± 1'],
    [1, Number.POSITIVE_INFINITY, '1 ± Infinity'],
    [6e-10, 2.2e-8, '1e-9 ± 2.2e-8'],
    [5e-10, 2.2e-8, '1e-9 ± 2.2e-8'],
    [-6e-10, 2.2e-8, '-1e-9 ± 2.2e-8'],
    [0, 2.2e-8, '0 ± 2.2e-8'],
    [1e-4, 1e-6, '0.0001000 ± 1e-6'],
    [1e6, 10, '1.000000e6 ± 10'],
    [1, 1e-13, '1'],
    [1, 2e-13, '1.00000000000000 ± 2e-13'],
    [Math.PI, 0, '3.14159'],
  ])('%d with bar %d reads %s', (value, bar, text) => expect(formatMeasured(value, bar)).toBe(text));
});

test('a number without a bar has six digits, as a decimal between 1e-4 and 1e6', () => {
  expect(formatMeasured(Math.PI)).toBe('3.14159');
  expect([0, 1e-4, 9.9e-5, 999_999, 1e6, Number.NaN].map((value) => formatNumber(value))).toEqual([
    '0',
    '0.0001',
    '9.9e-5',
    '999999',
    '1e6',
    'NaN',
  ]);
  expect(formatNumber(2.0345, 3)).toBe('2.03');
});

test('without a bar that says where to round, twelve digits are kept, and never more than fifteen', () => {
  for (const bar of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(roundToBar(2.034567891234567, bar)).toBe(2.03456789123);
    expect(roundBar(bar)).toBe(bar);
  }
  expect(roundToBar(2.034567891234567, 1e-20)).toBe(2.03456789123457);
  expect(roundToBar(2.034567891234567, 1e-13)).toBe(2.03456789123457);
  expect(roundToBar(0, 1)).toBe(0);
  expect(roundToBar(Number.POSITIVE_INFINITY, 1)).toBe(Number.POSITIVE_INFINITY);
});

test('a large number is not written with a plus sign', () => expect(formatNumber(1e21)).toBe('1e21'));

const bars = fc.double({ min: 1e-15, max: 1e3, noNaN: true });

test('a rounded bar covers, and exceeds by less than a tenth', () => {
  fc.assert(
    fc.property(bars, (bar) => {
      const rounded = roundBar(bar);
      // 1 + 1e-12 is round-off of the decimal conversion.
      return rounded >= bar && rounded <= bar * 1.1 * (1 + 1e-12);
    }),
  );
});

test('rounding moves a number by at most a twentieth of the printed bar', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), bars, (value, bar) => {
      const moved = Math.abs(roundToBar(value, bar) - value);
      // 1e-14 of the value: a double holds no more than fifteen decimal digits.
      return moved <= (roundBar(bar) / 20) * (1 + 1e-9) + 1e-14 * Math.abs(value);
    }),
  );
});

test('rounding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), bars, (value, bar) => {
      const once = roundToBar(value, roundBar(bar));
      return roundToBar(once, roundBar(bar)) === once && roundBar(roundBar(bar)) === roundBar(bar);
    }),
  );
});
