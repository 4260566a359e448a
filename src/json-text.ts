/**
 * JSON with two spaces of indentation, lists of numbers on one line, and no field that is NaN or infinite (JSON has no
 * such number: it would read as null).
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, finite, 2);
  const list = /\[\s+(-?\d[^[\]{}"]*?)\s+\]/g;
  return `${text.replace(list, (_, numbers: string) => `[${numbers.replace(/\s*,\s*/g, ', ')}]`)}\n`;
}

const finite = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
