/** A field f(t, x, v) evaluated at positions [i·d + j], all at one time or each at its own. */
export type Field = (t: number | Float64Array, x: Float64Array, v: readonly number[], out: Float64Array) => void;

/** f(t, x, v) at one time. */
export type FieldAtTime = (t: number, x: Float64Array, v: readonly number[], out: Float64Array) => void;
