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

/** Constants of the assumptions on [0,T]: G = ‖∇ₓM‖∞, W = ‖M‖_{W^{2,∞}}, λ₀, λ₂, λ_in (theory sheet, notation). */
export interface Constants {
  readonly G: Constant;
  readonly W: Constant;
  /** sup |∂ₜM| + max|v| G ≥ sup |D_tM|. */
  readonly pathGradient: Constant;
  readonly lambda0: Constant;
  readonly lambda2: Constant;
  readonly lambdaIn: Constant;
}
