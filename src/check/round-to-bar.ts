/** Digits kept of an error bar, and of a number that has none. */
const BAR_DIGITS = 2;
const BARE_DIGITS = 12;

const decade = (value: number): number => Number(value.toExponential().split('e')[1]);

/** The error bar with two digits, rounded up so that it still covers. */
export function roundBar(bar: number): number {
  if (!Number.isFinite(bar) || bar <= 0) return bar;
  const nearest = Number(bar.toExponential(BAR_DIGITS - 1));
  if (nearest >= bar) return nearest;
  const unit = decade(nearest) - (BAR_DIGITS - 1);
  return Number(`${Math.round(Number(nearest.toExponential(BAR_DIGITS - 1).replace(/e.*/, '')) * 10) + 1}e${unit}`);
}

/**
 * `value` rounded to the second digit of its error bar; to 12 digits when the bar is zero or no number.
 * Only decimal conversions that ECMAScript fixes to the last digit are used, so every engine gives the same result.
 */
export function roundToBar(value: number, bar: number): number {
  return Number(digits(value, bar));
}

/** A bar below this part of its value is round-off and is not printed. */
const ROUND_OFF = 1e-13;

/** `0.0446481 ± 2.3e-6`; the value alone when the bar is absent, zero or round-off. */
export function formatMeasured(value: number, bar?: number): string {
  if (bar === undefined || bar === 0) return formatNumber(value);
  if (bar <= ROUND_OFF * Math.abs(value)) return formatNumber(value, BARE_DIGITS);
  return `${digits(value, bar)} ± ${Number.isFinite(bar) ? formatExponent(roundBar(bar)) : String(bar)}`;
}

/** A number without a bar, to `precision` significant digits and without trailing zeros. */
export function formatNumber(value: number, precision = 6): string {
  return Number.isFinite(value) ? formatExponent(Number(value.toPrecision(precision))) : String(value);
}

/** Decimal between 1e-4 and 1e6, exponential outside; never `1e+7`. */
function formatExponent(value: number): string {
  const size = Math.abs(value);
  return value === 0 || (size >= 1e-4 && size < 1e6) ? String(value) : value.toExponential().replace('e+', 'e');
}

function digits(value: number, bar: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  if (!Number.isFinite(bar) || bar <= 0) return formatExponent(Number(value.toPrecision(BARE_DIGITS)));
  const unit = decade(roundBar(bar)) - (BAR_DIGITS - 1);
  const kept = decade(value) - unit;
  // A double holds no more than 15 safe digits; a smaller bar cannot ask for more.
  if (kept >= 15) return formatExponent(Number(value.toPrecision(15)));
  if (kept < 0) return Math.abs(value) * 2 >= Number(`1e${unit}`) ? `${value < 0 ? '-' : ''}1e${unit}` : '0';
  const text = value.toExponential(kept);
  const size = Math.abs(Number(text));
  if (size < 1e-4 || size >= 1e6) return text.replace('e+', 'e');
  return unit <= 0 ? Number(text).toFixed(-unit) : String(Number(text));
}
