import type { Measured } from '../model/measured.ts';

/** How a constant of the assumptions was obtained. */
export type Provenance = 'exact' | 'interval' | 'sampled';

/**
 * A supremum: `value` is the upper end that bounds use; `error.x` … are absent, `uncertainty` is upper − lower.
 * exact: equality known; interval: guaranteed enclosure [value − uncertainty, value]; sampled: refined grid maximum,
 * uncertainty estimated.
 */
export interface Constant extends Measured {
  readonly symbol: string;
  readonly provenance: Provenance;
  readonly uncertainty: number;
}
